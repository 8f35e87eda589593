"""One window for each store: a second start rings at the first one, which comes to the front."""

from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1_000
_RING = b"raise"


def name_of(location: str) -> str:
    """Name the bell of a store: by a hash of its full path, or of its URL."""
    whole = location if "://" in location else str(Path(location).expanduser().resolve())
    digest = QCryptographicHash.hash(whole.encode(), QCryptographicHash.Algorithm.Sha256).toHex().data()
    return f"concierge-desk-{bytes(digest).decode()[:20]}"


def ring(location: str) -> bool:
    """Ring at the window that has this store open; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(location))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(_RING)
    socket.waitForBytesWritten(_PATIENCE_MS)
    if socket.state() != QLocalSocket.LocalSocketState.UnconnectedState:
        socket.waitForDisconnected(_PATIENCE_MS)
    return True


class Bell(QObject):
    """The bell of the first window; `rung` when somebody starts the desk again on the same store."""

    rung = Signal()

    def __init__(self, location: str, parent: QObject) -> None:
        """Hang the bell; one that a crash left behind is taken away first."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = name_of(location)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Take the bell down."""
        self._server.close()

    def _answer(self) -> None:
        caller = self._server.nextPendingConnection()
        if caller is not None:
            caller.disconnected.connect(caller.deleteLater)
            caller.disconnectFromServer()
            self.rung.emit()
