<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <pipe>
    <rasterrenderer type="singlebandpseudocolor" band="{{band}}" opacity="0.8" alphaBand="-1" classificationMin="0" classificationMax="3" nodataColor="">
      <rasterTransparency/>
      <rastershader><colorrampshader colorRampType="DISCRETE" classificationMode="1" clip="0" minimumValue="0" maximumValue="3" labelPrecision="2">
        <item value="0.333333" color="#4575b5" alpha="255" label="&lt; 0.33"/>
        <item value="0.5" color="#849eba" alpha="255" label="0.33 – 0.5"/>
        <item value="0.8" color="#c0ccbe" alpha="255" label="0.5 – 0.8"/>
        <item value="1.25" color="#efe6c8" alpha="255" label="0.8 – 1.25"/>
        <item value="2" color="#fab984" alpha="255" label="1.25 – 2"/>
        <item value="3" color="#ed7551" alpha="255" label="2 – 3"/>
        <item value="inf" color="#d62f27" alpha="255" label="&gt; 3"/>
      </colorrampshader></rastershader>
    </rasterrenderer>
    <brightnesscontrast brightness="0" contrast="0"/>
    <huesaturation saturation="0" grayscaleMode="0"/>
    <rasterresampler maxOversampling="2"/>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
