//! The run: items in, bytes out, in the order of the items, with as many threads as wanted. It holds a
//! bounded number of batches at any time, and the bytes do not depend on the number of threads.
//!
//! ```text
//! items -> batches -> [jobs] -> workers -> [done] -> writer, in order -> out
//!             ^------------- permits: so many batches under way -------------'
//! ```

use crate::batch::{Batch, batches};
use crate::keeping::Keeping;
use crate::notes::Teller;
use crate::work::{Done, Work, work};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use tacitus::EncoderError;
use tacitus::intake::Item;

/// Batches under way for each thread: one being read, one waiting, one read too early for its turn.
const BATCHES_A_THREAD: usize = 3;

/// Why a run ended before its input did.
#[derive(Debug)]
pub enum Stop {
    /// The output takes no more: disk full, pipe closed.
    Output(io::Error),
    /// The network cannot run.
    Encoder(EncoderError),
}

/// Reads all items and writes what comes of them; tells what is to be told as it goes. The items are drawn
/// on the calling thread.
pub fn run(
    items: impl Iterator<Item = Item>,
    how: &Work<'_>,
    n_threads: usize,
    out: &mut (dyn Write + Send),
    teller: &mut Teller,
    keeping: &mut Keeping,
) -> Result<(), Stop> {
    let window = n_threads * BATCHES_A_THREAD;
    let (jobs_in, jobs) = sync_channel::<Batch>(window);
    let (done_in, done) = sync_channel::<(usize, Result<Done, EncoderError>)>(window);
    let (permits_in, permits) = sync_channel::<()>(window);
    let jobs = Mutex::new(jobs);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            let (jobs, done_in) = (&jobs, done_in.clone());
            scope.spawn(move || labour(how, jobs, &done_in));
        }
        drop(done_in);
        let writer = scope.spawn(move || write_in_order(&done, &permits, out, teller, keeping));
        for batch in batches(items) {
            // Both fail only when the writer has stopped and with it the run.
            if permits_in.send(()).is_err() || jobs_in.send(batch).is_err() {
                break;
            }
        }
        drop(jobs_in);
        writer.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))
    })
}

/// A worker: does batches until there are no more, or nobody wants them.
fn labour(
    how: &Work<'_>,
    jobs: &Mutex<Receiver<Batch>>,
    done: &SyncSender<(usize, Result<Done, EncoderError>)>,
) {
    loop {
        let job = jobs.lock().expect("no worker faults while it takes a batch").recv();
        let Ok(batch) = job else { return };
        let number = batch.number;
        if done.send((number, work(how, batch))).is_err() {
            return;
        }
    }
}

/// The writer: brings what comes into order. A batch's permit is given back when it is written, so that at
/// most a window of batches waits here.
fn write_in_order(
    done: &Receiver<(usize, Result<Done, EncoderError>)>,
    permits: &Receiver<()>,
    out: &mut (dyn Write + Send),
    teller: &mut Teller,
    keeping: &mut Keeping,
) -> Result<(), Stop> {
    let mut early = BTreeMap::new();
    let mut next = 0;
    while let Ok((number, result)) = done.recv() {
        early.insert(number, result);
        while let Some(result) = early.remove(&next) {
            let mut done = result.map_err(Stop::Encoder)?;
            keeping.take(&mut done);
            out.write_all(&done.bytes).map_err(Stop::Output)?;
            teller.tell(done);
            next += 1;
            permits.recv().expect("a batch that came had its permit");
        }
    }
    assert!(early.is_empty(), "every batch before these was done too");
    let last = keeping.end();
    out.write_all(&last.bytes).map_err(Stop::Output)?;
    teller.tell(last);
    out.flush().map_err(Stop::Output)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;
    use crate::work::Reads;
    use crate::write::{Format, Kinds, Shape};
    use jiff::civil::date;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tacitus::{Document, Reading};

    /// Reads slowly and unevenly, so that batches come out of order.
    struct Uneven;

    impl Reads for Uneven {
        fn read(&self, docs: &[Document]) -> Result<Vec<Reading>, EncoderError> {
            thread::sleep(std::time::Duration::from_millis((docs[0].text.len() % 7) as u64));
            Ok(docs.iter().map(|doc| example::reading(vec![example::claim(doc)])).collect())
        }
    }

    fn items(n: usize) -> impl Iterator<Item = Item> {
        (0..n).map(|i| match i % 5 {
            4 => Item::Note(example::note()),
            _ => Item::Document(example::document(&"x".repeat(i + 1)), Vec::new()),
        })
    }

    fn shape() -> Shape {
        let kinds = Kinds { document: true, claim: true, note: true, commitment: false };
        Shape { format: Format::Jsonl, kinds, why: false, colour: false, width: 80 }
    }

    fn written(n_threads: usize) -> Vec<u8> {
        let shape = shape();
        let how = Work { reads: &Uneven, shape: &shape, today: date(2030, 1, 1), claims: false };
        let mut out = Vec::new();
        let mut teller = Teller::silent();
        run(items(600), &how, n_threads, &mut out, &mut teller, &mut Keeping::nothing())
            .expect("memory takes everything");
        assert_eq!(teller.totals.n_read, 480);
        out
    }

    #[test]
    fn the_bytes_do_not_depend_on_the_number_of_threads() {
        let alone = written(1);
        assert_eq!(alone.iter().filter(|b| **b == b'\n').count(), 480 * 2 + 120);
        for n_threads in [2, 5] {
            assert!(written(n_threads) == alone, "{n_threads} threads write something else");
        }
    }

    /// Takes so many bytes and then no more.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_full_output_stops_the_run_and_the_input_is_not_drawn_to_its_end() {
        let shape = shape();
        let how = Work { reads: &Uneven, shape: &shape, today: date(2030, 1, 1), claims: false };
        let drawn = AtomicUsize::new(0);
        let endless = items(usize::MAX).inspect(|_| {
            drawn.fetch_add(1, Ordering::Relaxed);
        });
        let stop = run(
            endless.take(1_000_000),
            &how,
            2,
            &mut Full(100_000),
            &mut Teller::silent(),
            &mut Keeping::nothing(),
        );
        assert!(matches!(stop, Err(Stop::Output(e)) if e.kind() == io::ErrorKind::StorageFull));
        assert!(drawn.into_inner() < 5_000, "the input was read on though nothing could be written");
    }

    /// A batch that cannot be read because the network is gone.
    struct Gone;

    impl Reads for Gone {
        fn read(&self, _: &[Document]) -> Result<Vec<Reading>, EncoderError> {
            Err(EncoderError::new("weights `x` are gone", None))
        }
    }

    #[test]
    fn a_network_that_cannot_run_stops_the_run() {
        let shape = shape();
        let how = Work { reads: &Gone, shape: &shape, today: date(2030, 1, 1), claims: false };
        let stop = run(items(10), &how, 2, &mut Vec::new(), &mut Teller::silent(), &mut Keeping::nothing());
        assert!(matches!(stop, Err(Stop::Encoder(_))));
    }
}
