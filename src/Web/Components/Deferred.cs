using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Fengqiao.Web.Components;

/// <summary>
/// Renders after its earlier siblings were set up. Children render in the order they were queued,
/// so whatever earlier siblings registered with their parent is known by then.
/// </summary>
public sealed class Deferred : ComponentBase
{
    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
