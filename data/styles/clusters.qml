<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields" labelsEnabled="1">
  <renderer-v2 type="RuleRenderer" enableorderby="0" forceraster="0" symbollevels="0">
    <rules key="{root}">
      <rule key="{rule0}" symbol="0" filter="not coalesce(&quot;is_pile&quot;, false)" label="{{word:class.cluster}}"/>
      <rule key="{rule1}" symbol="1" filter="coalesce(&quot;is_pile&quot;, false)" label="{{word:class.pile}}"/>
    </rules>
    <symbols>
      <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="255,255,255,235"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="1.8"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="no"/><prop k="joinstyle" v="round"/></layer><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="106,61,154,255"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="0.8"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="no"/><prop k="joinstyle" v="round"/></layer></symbol>
      <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="255,255,255,235"/><prop k="outline_style" v="solid"/><prop k="outline_width" v="1.8"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="no"/><prop k="joinstyle" v="round"/></layer><layer class="SimpleFill" enabled="1" locked="0" pass="0"><prop k="color" v="0,0,0,0"/><prop k="outline_color" v="20,20,20,255"/><prop k="outline_style" v="dot"/><prop k="outline_width" v="0.7"/><prop k="outline_width_unit" v="MM"/><prop k="style" v="no"/><prop k="joinstyle" v="round"/></layer></symbol>
    </symbols>
  </renderer-v2>
  <labeling type="simple"><settings calloutType="simple">
    <text-style fieldName="coalesce(&quot;rank&quot; || &#39; · &#39;, &#39;&#39;) || regexp_replace(coalesce(&quot;name&quot;, &quot;id&quot;), &#39; *[（(].*$&#39;, &#39;&#39;) || coalesce(&#39;\n&#39; || replace(&#39;{{word:line.reports}}&#39;, &#39;{n}&#39;, to_string(&quot;reports&quot;)), &#39;&#39;)" isExpression="1" fontFamily="Sans Serif" fontSize="9" fontSizeUnit="Point" fontWeight="75" namedStyle="Bold" textColor="20,20,20,255" textOpacity="1" multilineHeight="1.05">
      <text-buffer bufferDraw="1" bufferSize="1.2" bufferSizeUnits="MM" bufferColor="255,255,255,235" bufferOpacity="1" bufferJoinStyle="128" bufferNoFill="1"/>
    </text-style>
    <text-format multilineAlign="1" wrapChar="" autoWrapLength="0"/>
    <placement placement="0" centroidInside="1" centroidWhole="0" fitInPolygonOnly="0" quadOffset="4" xOffset="0" yOffset="0" offsetUnits="MM" priority="10" dist="0" distUnits="MM" polygonPlacementFlags="2" repeatDistance="0"/>
    <rendering scaleVisibility="0" displayAll="0" obstacle="0" limitNumLabels="0" fontMinPixelSize="3" fontMaxPixelSize="10000" drawLabels="1" mergeLines="0" labelPerPart="0" upsidedownLabels="0"/>
  </settings></labeling>
{{xml:aliases}}  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerGeometryType>2</layerGeometryType>
</qgis>
