/// The globe's colours, as CSS has them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Palette {
    /// From the lit shoulder of the sphere to its edge.
    pub ocean: [&'static str; 3],
    pub land: [&'static str; 2],
    pub coast: &'static str,
    pub border: &'static str,
    pub graticule: &'static str,
    /// Red, green and blue, and how much of it full night lays over the day.
    pub night: ([u8; 3], f64),
    /// Around the globe, from the limb outwards.
    pub glow: [&'static str; 4],
    /// Just within the limb, from clear to the very edge.
    pub rim: [&'static str; 3],
}

impl Palette {
    /// Ink and amber. Yellow at low luminance turns olive, so what glows leans to amber.
    pub const DARK: Self = Self {
        ocean: ["#1b2236", "#131722", "#0b0d14"],
        land: ["#464b5a", "#343946"],
        coast: "rgb(255 226 120 / .34)",
        border: "rgb(255 255 255 / .10)",
        graticule: "rgb(255 255 255 / .045)",
        night: ([5, 6, 12], 0.6),
        glow: [
            "rgb(255 196 82 / .46)",
            "rgb(255 172 66 / .15)",
            "rgb(255 158 60 / .04)",
            "rgb(255 150 60 / 0)",
        ],
        rim: ["rgb(255 190 84 / 0)", "rgb(255 196 90 / .07)", "rgb(255 210 120 / .38)"],
    };

    /// Paper: no glow, a soft shadow instead.
    pub const LIGHT: Self = Self {
        ocean: ["#e9eff4", "#dce3ea", "#c9d3dd"],
        land: ["#fdfcf8", "#f4f2ea"],
        coast: "rgb(107 91 0 / .45)",
        border: "rgb(18 20 28 / .12)",
        graticule: "rgb(18 20 28 / .05)",
        night: ([40, 50, 88], 0.26),
        glow: ["rgb(18 20 28 / .16)", "rgb(18 20 28 / .06)", "rgb(18 20 28 / .02)", "rgb(18 20 28 / 0)"],
        rim: ["rgb(18 20 28 / 0)", "rgb(18 20 28 / .03)", "rgb(18 20 28 / .14)"],
    };
}
