"""What install.sh runs inside the desktop: installs the ZIP, runs the report, says what is there, takes a picture, ends."""
import os
import pathlib
import traceback

import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox

FOLDER, SAMPLE = pathlib.Path(os.environ["BAILIWICK_TEST_FOLDER"]), pathlib.Path(os.environ["BAILIWICK_TEST_SAMPLE"])
said = open(FOLDER / "said", "w")


def answer():
    """The installer may ask; yes."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMessageBox):
            (window.button(QMessageBox.StandardButton.Yes) or window.buttons()[0]).click()


def end(status):
    said.close()
    os._exit(status)


def picture():
    qgis.utils.iface.mainWindow().grab().save(os.environ["BAILIWICK_TEST_PICTURE"])
    end(0)


def work():
    try:
        import pyplugin_installer

        pyplugin_installer.instance().installFromZipFile(str(next(FOLDER.glob("bailiwick_qgis-*.zip"))))
        provider = QgsApplication.processingRegistry().providerById("bailiwick")
        print("algorithms", *sorted(algorithm.id() for algorithm in provider.algorithms()), file=said)
        from bailiwick_qgis import platform

        print("engine", platform.load().__name__, file=said)
        import processing

        algorithm = QgsApplication.processingRegistry().createAlgorithmById("bailiwick:report")
        inputs = {definition.name(): "TEMPORARY_OUTPUT" for definition in algorithm.destinationParameterDefinitions()}
        for slot, (level, file) in enumerate((("district", "districts"), ("subdistrict", "subdistricts"), ("community", "communities"), ("block", "blocks"), ("road", "roads"),
                                              ("site", "sites")), 1):
            end_ = "" if slot == 1 else f"_{slot}"
            inputs["ZONES" + end_], inputs["LEVEL" + end_] = str(SAMPLE / f"{file}.geojson"), level
        inputs.update(REPORTS=str(FOLDER / "cli/layers/reports.geojson"), AREA=str(SAMPLE / "city.geojson"), LAWFUL=str(SAMPLE / "lawful.csv"), ACROSS="road,site", CELL=100)
        processing.runAndLoadResults(algorithm, inputs)
        for group in QgsProject.instance().layerTreeRoot().children():
            print("group", group.name(), len(group.children()), file=said)
        qgis.utils.iface.mapCanvas().zoomToFullExtent()
        qgis.utils.iface.mainWindow().resize(1500, 1000)
        QTimer.singleShot(6000, picture)
    except Exception:
        traceback.print_exc(file=said)
        end(1)


timer = QTimer()
timer.timeout.connect(answer)
timer.start(300)
QTimer.singleShot(2500, work)
