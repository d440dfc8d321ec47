"""How much may lie on the desk, counted as it comes: nobody fills the disk."""

from collections.abc import Callable

from anyio import Lock, to_thread
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Room:
    """What lies on the desk, as `measure` tells, and what is coming: `most` bytes together."""

    def __init__(self, measure: Callable[[], int], most: int) -> None:
        self._measure, self._most = measure, most
        self._kept, self._coming = 0, 0
        self._one = Lock()

    async def look(self) -> bool:
        """Measure anew; tell whether there is room left."""
        # One after another: no older measure is put in place of a newer one.
        async with self._one:
            self._kept = await to_thread.run_sync(self._measure)
        return self._left() > 0

    def take(self, size: int) -> None:
        """Count bytes that have come.

        Raises:
            HTTPException: 507, there is no room for them.
        """
        self._coming += size
        if self._left() < 0:
            raise HTTPException(507)

    async def settle(self, size: int) -> None:
        """Count no longer as coming what is kept by now, or was refused."""
        try:
            await self.look()
        finally:
            self._coming -= size

    def _left(self) -> int:
        return self._most - self._kept - self._coming


class RoomCheck:
    """Counts what requests bring to the desk while it comes, all of them together."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self._app, self._room = app, room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and refuse it where there is no room left."""
        come = 0

        async def count() -> Message:
            nonlocal come
            message = await receive()
            size = len(message.get("body", b""))
            come += size
            self._room.take(size)
            return message

        await self._room.look()
        try:
            await self._app(scope, count, send)
        finally:
            await self._room.settle(come)
