<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields" labelsEnabled="1">
  <renderer-v2 type="graduatedSymbol" attr="density_per_km2" graduatedMethod="GraduatedColor" enableorderby="0" forceraster="0" symbollevels="0">
    <ranges>
      <range symbol="none" lower="0" upper="0" label="{{word:class.no_reports}}" render="true"/>
{{#classes}}      <range symbol="{{index}}" lower="{{lower}}" upper="{{upper}}" label="{{label}}" render="true"/>
{{/classes}}    </ranges>
    <symbols>
      <symbol type="fill" name="none" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="247,247,247,170"/><prop k="outline_color" v="255,255,255,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="{{seam}}"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="90,90,90,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="{{edge}}"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="no"/><prop k="joinstyle" v="round"/></layer></symbol>
{{#classes}}      <symbol type="fill" name="{{index}}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="{{color}},215"/><prop k="outline_color" v="255,255,255,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="{{seam}}"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="solid"/><prop k="joinstyle" v="round"/></layer><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="90,90,90,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="{{edge}}"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="no"/><prop k="joinstyle" v="round"/></layer></symbol>
{{/classes}}    </symbols>
  </renderer-v2>
  <labeling type="simple"><settings calloutType="simple">
    <text-style fieldName="coalesce(&quot;name&quot;, &quot;zone_id&quot;)" isExpression="1" fontFamily="Sans Serif" fontSize="8.5" fontSizeUnit="Point" fontWeight="75" namedStyle="Bold" textColor="40,40,40,255" textOpacity="1" multilineHeight="1.05">
      <text-buffer bufferDraw="1" bufferSize="0.9" bufferSizeUnits="MM" bufferColor="255,255,255,235" bufferOpacity="1" bufferJoinStyle="128" bufferNoFill="1"/>
    </text-style>
    <text-format multilineAlign="1" wrapChar="" autoWrapLength="0"/>
    <placement placement="4" centroidInside="1" centroidWhole="0" fitInPolygonOnly="0" quadOffset="4" xOffset="0" yOffset="0" offsetUnits="MM" priority="6" dist="0" distUnits="MM" polygonPlacementFlags="2" repeatDistance="0"/>
    <rendering scaleVisibility="1" scaleMin="0" scaleMax="{{scale}}" displayAll="0" obstacle="0" limitNumLabels="0" fontMinPixelSize="3" fontMaxPixelSize="10000" drawLabels="1" mergeLines="0" labelPerPart="0" upsidedownLabels="0"/>
  </settings></labeling>
{{xml:aliases}}  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerGeometryType>2</layerGeometryType>
</qgis>
