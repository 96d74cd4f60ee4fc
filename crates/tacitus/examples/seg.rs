//! scratch
use std::io::*;
use tacitus::*;
fn main() {
    let stdin = stdin();
    let mut out = BufWriter::new(stdout());
    for line in stdin.lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = v["text"].as_str().unwrap();
        let sc = Scalars::new(text);
        let ss = segment::sentences(text);
        let mut toks = vec![];
        for (i, s) in ss.iter().enumerate() {
            let para = i > 0 && text[ss[i-1].span.end..s.span.start].matches('\n').count() > 1;
            for (k, t) in s.tokens.iter().enumerate() {
                toks.push((sc.of_byte(t.span.start), sc.of_byte(t.span.end), i, if k==0 {1+ para as i32} else {0}));
            }
        }
        writeln!(out, "{}", serde_json::json!({"id": v["id"], "text": text, "tokens": toks})).unwrap();
    }
}
