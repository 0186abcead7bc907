use web_sys::Window;

/// The milliseconds since 1970 by the server's clock, to about the time that the page took to come: near enough for where
/// the sun stands. Zero on a page that does not say when it was served.
pub(crate) fn now() -> f64 {
    web_sys::window()
        .and_then(|window| Some(served_at(&window)? + window.performance()?.now()))
        .unwrap_or(0.0)
}

fn served_at(window: &Window) -> Option<f64> {
    let meta = window.document()?.query_selector("meta[name=served-at]").ok()??;
    meta.get_attribute("content")?.parse::<u64>().ok().map(|millis| millis as f64)
}
