using Fengqiao.Web.Head;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Web.Components;

/// <summary>Says what the page is called in the browser's tab, followed by the product's name. Shows nothing itself.</summary>
/// <seealso cref="DocumentTitle"/>
public sealed class HeadTitle(DocumentTitle title, IStringLocalizer<WebTexts> texts) : ComponentBase
{
    /// <summary>The page alone; the product is added.</summary>
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    protected override void OnParametersSet() => title.Tell($"{Text} · {texts["Product"]}");
}
