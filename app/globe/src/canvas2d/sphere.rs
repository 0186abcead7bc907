//! What makes a disc look like a ball: light from the upper left, an atmosphere around it, a rim within.

use web_sys::{CanvasGradient, CanvasRenderingContext2d};

use super::Palette;
use crate::Projection;

/// The atmosphere is gone at this many radii.
const GLOW_ENDS: f64 = 1.4;
/// Zoomed far in the limb is off the screen and so is the atmosphere, which would only cost pixels.
const GLOW_MOST: f64 = 480.0;

/// The atmosphere, behind the globe.
pub(super) fn glow(context: &CanvasRenderingContext2d, projection: &Projection, palette: &Palette) {
    let radius = projection.radius;
    let outer = radius + (radius * (GLOW_ENDS - 1.0)).min(GLOW_MOST);
    let [limb, near, far, gone] = palette.glow;
    let stops = [(0.0, limb), (0.2, near), (0.5, far), (1.0, gone)];
    if radial(context, projection, (0.0, 0.0, radius * 0.985), outer, &stops) {
        disc(context, projection, outer);
        context.fill();
    }
}

/// Nothing is drawn beside the globe from here on.
pub(super) fn clip(context: &CanvasRenderingContext2d, projection: &Projection) {
    disc(context, projection, projection.radius);
    context.clip();
}

pub(super) fn ocean(context: &CanvasRenderingContext2d, projection: &Projection, palette: &Palette) {
    let [lit, open, edge] = palette.ocean;
    let stops = [(0.0, lit), (0.55, open), (1.0, edge)];
    if radial(context, projection, (-0.35, 0.4, 0.0), projection.radius * 1.35, &stops) {
        disc(context, projection, projection.radius);
        context.fill();
    }
}

/// Makes the land's light the fill style.
pub(super) fn land_colour(context: &CanvasRenderingContext2d, projection: &Projection, palette: &Palette) {
    let [lit, shaded] = palette.land;
    radial(context, projection, (-0.35, 0.4, 0.0), projection.radius * 1.5, &[(0.0, lit), (1.0, shaded)]);
}

/// The atmosphere once more, seen edge on, over everything.
pub(super) fn rim(context: &CanvasRenderingContext2d, projection: &Projection, palette: &Palette) {
    let radius = projection.radius;
    let [clear, near, edge] = palette.rim;
    if radial(
        context,
        projection,
        (0.0, 0.0, radius * 0.86),
        radius,
        &[(0.0, clear), (0.6, near), (1.0, edge)],
    ) {
        disc(context, projection, radius);
        context.fill();
    }
}

fn disc(context: &CanvasRenderingContext2d, projection: &Projection, radius: f64) {
    let centre = projection.centre;
    context.begin_path();
    // Refused for a negative radius only.
    let _ = context.arc(centre.x, centre.y, radius, 0.0, std::f64::consts::TAU);
}

/// Makes a gradient the fill style: from a circle at (x, y), in radii, of a radius in pixels, to one of `outer` pixels
/// around the same middle. False when the browser refuses a colour, and then nothing is to be filled.
fn radial(
    context: &CanvasRenderingContext2d,
    projection: &Projection,
    (x, y, inner): (f64, f64, f64),
    outer: f64,
    stops: &[(f32, &str)],
) -> bool {
    let at = projection.place(x, y);
    let gradient: Option<CanvasGradient> =
        context.create_radial_gradient(at.x, at.y, inner, at.x, at.y, outer).ok();
    let Some(gradient) = gradient else { return false };
    let fits = stops.iter().all(|(offset, colour)| gradient.add_color_stop(*offset, colour).is_ok());
    if fits {
        context.set_fill_style_canvas_gradient(&gradient);
    }
    fits
}
