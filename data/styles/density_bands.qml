<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields" labelsEnabled="0">
  <renderer-v2 type="graduatedSymbol" attr="(&quot;from_per_km2&quot; + &quot;to_per_km2&quot;) / 2" graduatedMethod="GraduatedColor" enableorderby="0" forceraster="0" symbollevels="0">
    <ranges>
{{#classes}}      <range symbol="{{index}}" lower="{{lower}}" upper="{{upper}}" label="{{label}}" render="true"/>
{{/classes}}    </ranges>
    <symbols>
{{#classes}}      <symbol type="fill" name="{{index}}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="{{color}},190"/><prop k="outline_color" v="{{color}},255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.1"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer></symbol>
{{/classes}}    </symbols>
  </renderer-v2>
{{xml:aliases}}  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerGeometryType>2</layerGeometryType>
</qgis>
