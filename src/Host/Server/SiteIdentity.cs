using Fengqiao.Contracts.Organization;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Host.Server;

/// <summary>The pages carry the name of the county's centre, as its own record of units has it.</summary>
internal sealed class SiteIdentity(IUnitDirectory units) : ISiteIdentity
{
    public string? CentreName => units.All.FirstOrDefault(u => u.Kind == UnitKind.CountyCentre)?.Name;
}
