using Fengqiao.Cases.Features;
using Fengqiao.Contracts.Organization;

namespace Fengqiao.Cases.Joining;

/// <summary>Names of units and people as joint handling shows them.</summary>
internal sealed class JointNames(IAccountDirectory accounts, IUnitDirectory units)
{
    public Named Unit(Guid id) => units.Find(id) is { } unit ? new Named(unit.Code, unit.Name) : new Named("", "—");

    public string? Person(string? account) => account is null ? null : accounts.NameOf(account);
}
