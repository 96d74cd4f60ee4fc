//! Keeps a fault of this program from ending the run: takes a piece of work, gives its result or the words
//! of its panic. It never hides a fault: the words go into a note.
//!
//! Example: `guarded(|| read(batch))` gives `Err("index out of bounds ... (src/x.rs:3)")`.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    /// `Some` while guarded work runs on this thread; the words of the panic when there was one.
    static HEARD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does the work; a panic in it becomes an error with its words and place.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(listen);
    HEARD.set(Some(String::new()));
    // What the work may leave half-changed is not used again: a reading starts from nothing, and a file
    // whose reading faulted is given up.
    let result = catch_unwind(AssertUnwindSafe(work));
    let heard = HEARD.take();
    result.map_err(|_| heard.unwrap_or_default())
}

/// From now on panics in guarded work are remembered instead of printed; all others are printed as always.
fn listen() {
    let usual = take_hook();
    set_hook(Box::new(move |info| {
        let guarded = HEARD.with_borrow_mut(|heard| match heard {
            Some(words) => {
                let said = info.payload_as_str().unwrap_or("a panic without words");
                let place =
                    info.location().map(|l| format!(" ({}:{})", l.file(), l.line())).unwrap_or_default();
                *words = format!("{said}{place}");
                true
            }
            None => false,
        });
        if !guarded {
            usual(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_words_and_place() {
        let words = guarded(|| -> usize { panic!("no token {}", 7) }).expect_err("it panics");
        assert!(words.starts_with("no token 7 (") && words.contains("fault.rs:"), "{words}");
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
