<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields" labelsEnabled="0">
  <renderer-v2 type="categorizedSymbol" attr="gi_bin" enableorderby="0" forceraster="0" symbollevels="0">
    <categories>
      <category symbol="0" value="3" type="long" label="{{word:gi_bin.3}}" render="true"/>
      <category symbol="1" value="2" type="long" label="{{word:gi_bin.2}}" render="true"/>
      <category symbol="2" value="1" type="long" label="{{word:gi_bin.1}}" render="true"/>
      <category symbol="3" value="0" type="long" label="{{word:gi_bin.0}}" render="true"/>
      <category symbol="4" value="-1" type="long" label="{{word:gi_bin.-1}}" render="true"/>
      <category symbol="5" value="-2" type="long" label="{{word:gi_bin.-2}}" render="true"/>
      <category symbol="6" value="-3" type="long" label="{{word:gi_bin.-3}}" render="true"/>
    </categories>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="214,47,39,255"/><prop k="outline_color" v="60,20,20,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.15"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="237,117,81,255"/><prop k="outline_color" v="255,255,255,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.1"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
      <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="250,185,132,255"/><prop k="outline_color" v="255,255,255,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.1"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
      <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="247,247,242,255"/><prop k="outline_color" v="232,232,226,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.05"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
      <symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="192,204,190,255"/><prop k="outline_color" v="255,255,255,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.1"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
      <symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="132,158,186,255"/><prop k="outline_color" v="255,255,255,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.1"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
      <symbol type="fill" name="6" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="69,117,181,255"/><prop k="outline_color" v="20,30,60,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.15"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
    </symbols>
  </renderer-v2>
{{xml:aliases}}  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerGeometryType>2</layerGeometryType>
</qgis>
