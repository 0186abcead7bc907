use leptos::prelude::*;

use super::FirstHandle;
use crate::{account::use_live_me, globe::view::icons::crown, handles::Handle, presence::view::Face};

/// My pin as friends will see it, in the middle of the globe, with the handle as it is typed. Decoration: the field
/// says the same.
#[component]
pub fn Preview(handle: FirstHandle) -> impl IntoView {
    let me = use_live_me();
    let (user, name) = (me.with_untracked(|me| me.id.clone()), Signal::derive(move || me.get().name));
    view! {
        <div class="first-preview" aria-hidden="true">
            <span class="pin" data-mine="true">
                {crown()}
                <Face user name class="pin__face"/>
            </span>
            <strong>{name}</strong>
            <Transition>
                {move || Suspend::new(async move {
                    let mine = handle.mine.await.ok().flatten();
                    view! { <span class="first-handle">{move || shown(handle.typed.get(), mine.as_ref())}</span> }
                })}
            </Transition>
        </div>
    }
    .into_any()
}

/// What is typed as far as it is a handle, else the one there is, else what one looks like.
fn shown(typed: Option<String>, mine: Option<&Handle>) -> String {
    let typed = typed.and_then(|typed| typed.parse::<Handle>().ok());
    typed.as_ref().or(mine).map_or_else(|| "@handle".to_owned(), Handle::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_shown_as_it_would_be_kept() {
        let ana: Handle = "ana".parse().unwrap();
        assert_eq!(shown(Some("@Ana_92".into()), Some(&ana)), "@ana_92");
        assert_eq!(shown(Some("a".into()), Some(&ana)), "@ana");
        assert_eq!(shown(None, None), "@handle");
    }
}
