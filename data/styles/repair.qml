<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields" labelsEnabled="0">
  <renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
    <rules key="{root}">
      <rule key="{rule0}" symbol="0" filter="coalesce(&quot;changed&quot;, false)" label="{{word:class.changed}}"/>
      <rule key="{rule1}" symbol="1" filter="not coalesce(&quot;changed&quot;, false)" label="{{word:class.unchanged}}"/>
    </rules>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="102,166,30,70"/><prop k="outline_color" v="60,110,10,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.5"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="150,150,150,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.15"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="no"/><prop k="joinstyle" v="round"/></layer></symbol>
    </symbols>
  </renderer-v2>
{{xml:aliases}}  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerGeometryType>2</layerGeometryType>
</qgis>
