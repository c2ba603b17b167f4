<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields" labelsEnabled="0">
  <renderer-v2 type="singleSymbol" enableorderby="0" forceraster="0" symbollevels="0">
    <symbols>
      <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" locked="0" pass="0"><prop k="name" v="cross_fill"/><prop k="color" v="255,210,0,255"/><prop k="outline_color" v="30,30,30,255"/><prop k="outline_width" v="0.3"/><prop k="outline_width_unit" v="MM"/><prop k="outline_style" v="solid"/><prop k="size" v="4.2"/><prop k="size_unit" v="MM"/><prop k="angle" v="0"/></layer></symbol>
    </symbols>
  </renderer-v2>
{{xml:aliases}}  <blendMode>0</blendMode>
  <featureBlendMode>0</featureBlendMode>
  <layerGeometryType>0</layerGeometryType>
</qgis>
