//! The client-only build: the same app with nothing rendered before it, for quick work on the interface.

fn main() {
    #[cfg(feature = "csr")]
    {
        #[cfg(debug_assertions)]
        console_error_panic_hook::set_once();
        leptos::mount::mount_to_body(app::App);
    }
}
