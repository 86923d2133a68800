"""A job is never done twice at a time, and nobody who asks for it is forgotten."""

import threading

from shortlist.work.jobs import Job


def test_who_asks_while_it_is_done_has_it_done_once_more() -> None:
    done = []

    def work() -> None:
        done.append("work")
        if len(done) == 1:
            asking = threading.Thread(target=job.look)
            asking.start()
            asking.join()
            assert done == ["work"]  # not twice at a time

    job = Job(name="any", work=work, stop=done.clear)
    job.look()
    assert done == ["work", "work"]
    job.look()
    assert len(done) == 3
