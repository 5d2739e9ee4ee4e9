using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Host.Operations;

/// <summary>The operators' line in the side menu.</summary>
internal sealed class OperationsMenu : IMenuContributor
{
    public IEnumerable<MenuEntry> Entries { get; } =
    [
        new MenuEntry(typeof(OperationsTexts), "Menu", "/operations/outbox", "server", 800) { Shown = person => person.HasClaim(AccessClaims.Right, Rights.OperationsRead) },
    ];
}
