using Fengqiao.Contracts.Organization;
using Fengqiao.Web.Navigation;

namespace Fengqiao.Organization.Directories;

/// <summary>The platform bears the name of the county's governance centre, as soon as that unit is known.</summary>
internal sealed class SiteIdentity(IUnitDirectory units) : ISiteIdentity
{
    public string? CentreName => units.All.FirstOrDefault(u => u.Kind == UnitKind.CountyCentre)?.Name;
}
