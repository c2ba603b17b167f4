<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <pipe>
    <rasterrenderer type="singlebandpseudocolor" band="{{band}}" opacity="0.8" alphaBand="-1" classificationMin="0" classificationMax="{{maximum}}" nodataColor="">
      <rasterTransparency/>
      <rastershader><colorrampshader colorRampType="DISCRETE" classificationMode="1" clip="0" minimumValue="0" maximumValue="{{maximum}}" labelPrecision="0">
        <item value="0" color="#ffffff" alpha="0" label="0"/>
{{#classes}}        <item value="{{upper}}" color="{{hex}}" alpha="255" label="{{label}}"/>
{{/classes}}      </colorrampshader></rastershader>
    </rasterrenderer>
    <brightnesscontrast brightness="0" contrast="0"/>
    <huesaturation saturation="0" grayscaleMode="0"/>
    <rasterresampler maxOversampling="2"/>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
