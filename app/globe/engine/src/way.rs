use globe::Spot;

/// Somebody who moves is seen to move, for this many milliseconds.
const TRAVEL: f64 = 700.0;

/// Where somebody is, or where from and to they are on their way.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    from: Spot,
    to: Spot,
    start: f64,
}

impl Way {
    pub(crate) fn new(from: Spot, to: Spot, start: f64) -> Self {
        Self { from, to, start }
    }

    pub(crate) fn ends_at(&self, spot: Spot) -> bool {
        self.to == spot
    }

    pub(crate) fn at(&self, now: f64) -> Spot {
        let t = ((now - self.start) / TRAVEL).clamp(0.0, 1.0);
        self.from.towards(self.to, 1.0 - (1.0 - t).powi(3))
    }

    pub(crate) fn is_over(&self, now: f64) -> bool {
        self.from == self.to || now >= self.start + TRAVEL
    }
}
