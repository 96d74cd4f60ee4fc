//! Centre points of countries and divisions, which the tables of places do not give.
//!
//! Takes borders in TopoJSON or the places inside, gives one point: the centroid of the largest piece of land,
//! or of the smallest convex figure around the places. Never a population centre.

use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// Degrees north, degrees east.
pub type Point = (f64, f64);

/// Centres of US states and counties, by GeoNames code (`US.LA`, `US.LA.079`).
pub fn us_shapes(path: &Path) -> Result<BTreeMap<String, Point>> {
    let topology = Topology::open(path)?;
    let mut out = BTreeMap::new();
    for (id, _, centre) in topology.centres("states") {
        if let Some((_, state)) = FIPS.iter().find(|(fips, _)| *fips == id) {
            out.insert(format!("US.{state}"), centre);
        }
    }
    for (id, _, centre) in topology.centres("counties") {
        if let Some((_, state)) = FIPS.iter().find(|(fips, _)| id.get(..2) == Some(fips)) {
            out.insert(format!("US.{state}.{}", &id[2..]), centre);
        }
    }
    Ok(out)
}

/// Centres of countries by ISO numeric code. Where several shapes bear one code (a country and its islets),
/// the largest counts.
pub fn world_shapes(path: &Path) -> Result<BTreeMap<u32, Point>> {
    let topology = Topology::open(path)?;
    let mut best: BTreeMap<u32, (f64, Point)> = BTreeMap::new();
    for (id, area, centre) in topology.centres("countries") {
        let Ok(code) = id.parse() else { continue };
        let known = best.entry(code).or_insert((area, centre));
        if area > known.0 {
            *known = (area, centre);
        }
    }
    Ok(best.into_iter().map(|(code, (_, centre))| (code, centre)).collect())
}

struct Topology {
    json: Value,
    arcs: Vec<Vec<Point>>,
}

impl Topology {
    fn open(path: &Path) -> Result<Topology> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let json: Value = serde_json::from_str(&text)?;
        let pair = |v: &Value| Some((v.get(0)?.as_f64()?, v.get(1)?.as_f64()?));
        let (sx, sy) = pair(&json["transform"]["scale"]).context("TopoJSON without a scale")?;
        let (tx, ty) = pair(&json["transform"]["translate"]).context("TopoJSON without an origin")?;
        let mut arcs = Vec::new();
        for arc in json["arcs"].as_array().context("TopoJSON without arcs")? {
            let (mut x, mut y) = (0.0, 0.0);
            let mut points = Vec::new();
            for step in arc.as_array().context("an arc is no list")? {
                let (dx, dy) = pair(step).context("an arc has no numbers")?;
                (x, y) = (x + dx, y + dy);
                points.push((y * sy + ty, x * sx + tx));
            }
            arcs.push(points);
        }
        Ok(Topology { json, arcs })
    }

    /// Id, area (in square degrees, shrunk towards the poles) and centre of the largest piece of each shape.
    fn centres(&self, object: &str) -> Vec<(String, f64, Point)> {
        let shapes = self.json["objects"][object]["geometries"].as_array();
        shapes
            .into_iter()
            .flatten()
            .filter_map(|shape| {
                let id = shape["id"].as_str()?.to_owned();
                let arcs = shape["arcs"].as_array()?;
                let outer: Vec<&Value> = match shape["type"].as_str()? {
                    "Polygon" => vec![arcs.first()?],
                    "MultiPolygon" => arcs.iter().filter_map(|polygon| polygon.get(0)).collect(),
                    _ => return None,
                };
                let pieces = outer.iter().filter_map(|ring| centroid(&self.ring(ring)));
                let (area, centre) = pieces.max_by(|a, b| a.0.total_cmp(&b.0))?;
                Some((id, area, centre))
            })
            .collect()
    }

    fn ring(&self, ring: &Value) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for index in ring.as_array().into_iter().flatten().filter_map(Value::as_i64) {
            let at = if index < 0 { !index } else { index };
            let Some(arc) = self.arcs.get(at as usize) else { continue };
            let mut arc = arc.clone();
            if index < 0 {
                arc.reverse();
            }
            points.extend(arc);
        }
        unroll(&mut points);
        points
    }
}

/// Lays a ring that crosses the 180th meridian out in one piece.
fn unroll(points: &mut [Point]) {
    for i in 1..points.len() {
        let before = points[i - 1].1;
        while points[i].1 - before > 180.0 {
            points[i].1 -= 360.0;
        }
        while points[i].1 - before < -180.0 {
            points[i].1 += 360.0;
        }
    }
}

/// Area and centroid of a ring.
fn centroid(ring: &[Point]) -> Option<(f64, Point)> {
    let (&(lat0, lon0), _) = ring.split_first()?;
    let (mut twice, mut y, mut x) = (0.0, 0.0, 0.0);
    for (i, a) in ring.iter().enumerate() {
        let b = ring[(i + 1) % ring.len()];
        let (ay, ax, by, bx) = (a.0 - lat0, a.1 - lon0, b.0 - lat0, b.1 - lon0);
        let cross = ax * by - bx * ay;
        twice += cross;
        y += (ay + by) * cross;
        x += (ax + bx) * cross;
    }
    if twice.abs() < 1e-12 {
        return None;
    }
    let (lat, lon) = (lat0 + y / (3.0 * twice), lon0 + x / (3.0 * twice));
    let lon = if lon > 180.0 {
        lon - 360.0
    } else if lon < -180.0 {
        lon + 360.0
    } else {
        lon
    };
    // A degree of longitude shrinks towards the poles; a parabola is near enough to compare sizes.
    let shrink = (1.0 - (lat / 90.0) * (lat / 90.0)).max(0.05);
    Some((twice.abs() / 2.0 * shrink, (lat, lon)))
}

/// Without the places that lie more than four times as far out as the middle one: islets, wrong codes.
fn without_outliers(points: &[Point]) -> Vec<Point> {
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let middle = (median(points.iter().map(|p| p.0).collect()), median(points.iter().map(|p| p.1).collect()));
    let out = |p: &Point| (p.0 - middle.0).abs().max((p.1 - middle.1).abs());
    let far = 4.0 * median(points.iter().map(out).collect());
    points.iter().filter(|p| out(p) <= far).copied().collect()
}

/// The centroid of the convex figure around places; their mean when they are too few or lie in a line.
pub fn of_points(points: &[Point]) -> Point {
    let mut points = without_outliers(points);
    points.sort_by(|a, b| a.partial_cmp(b).expect("coordinates are numbers"));
    points.dedup();
    let wide = points.iter().any(|p| p.1 > 90.0) && points.iter().any(|p| p.1 < -90.0);
    if !wide && let Some((_, centre)) = centroid(&hull(&points)) {
        return centre;
    }
    let n = points.len() as f64;
    (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n)
}

/// The corners of the smallest convex figure, in order (Andrew's monotone chain). `points` are sorted.
fn hull(points: &[Point]) -> Vec<Point> {
    let turn = |o: Point, a: Point, b: Point| (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0);
    let chain = |points: &mut dyn Iterator<Item = Point>| {
        let mut corners: Vec<Point> = Vec::new();
        for p in points {
            while corners.len() >= 2 && turn(corners[corners.len() - 2], corners[corners.len() - 1], p) <= 0.0
            {
                corners.pop();
            }
            corners.push(p);
        }
        corners.pop();
        corners
    };
    let mut corners = chain(&mut points.iter().copied());
    corners.extend(chain(&mut points.iter().rev().copied()));
    corners
}

/// The first two digits of a US county's code, and the state they stand for (US Census Bureau).
const FIPS: [(&str, &str); 51] = [
    ("01", "AL"),
    ("02", "AK"),
    ("04", "AZ"),
    ("05", "AR"),
    ("06", "CA"),
    ("08", "CO"),
    ("09", "CT"),
    ("10", "DE"),
    ("11", "DC"),
    ("12", "FL"),
    ("13", "GA"),
    ("15", "HI"),
    ("16", "ID"),
    ("17", "IL"),
    ("18", "IN"),
    ("19", "IA"),
    ("20", "KS"),
    ("21", "KY"),
    ("22", "LA"),
    ("23", "ME"),
    ("24", "MD"),
    ("25", "MA"),
    ("26", "MI"),
    ("27", "MN"),
    ("28", "MS"),
    ("29", "MO"),
    ("30", "MT"),
    ("31", "NE"),
    ("32", "NV"),
    ("33", "NH"),
    ("34", "NJ"),
    ("35", "NM"),
    ("36", "NY"),
    ("37", "NC"),
    ("38", "ND"),
    ("39", "OH"),
    ("40", "OK"),
    ("41", "OR"),
    ("42", "PA"),
    ("44", "RI"),
    ("45", "SC"),
    ("46", "SD"),
    ("47", "TN"),
    ("48", "TX"),
    ("49", "UT"),
    ("50", "VT"),
    ("51", "VA"),
    ("53", "WA"),
    ("54", "WV"),
    ("55", "WI"),
    ("56", "WY"),
];
