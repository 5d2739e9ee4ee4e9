using System.Linq.Expressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Storage;

/// <summary>
/// The one answer to "which cases may this person see". Lists, search, counts, statistics and pages start from <see cref="Visible"/>, single
/// cases pass <see cref="Sees"/>; nothing in this module asks <see cref="FengqiaoDb"/> for cases in another way.
/// </summary>
internal sealed class CaseAccess(FengqiaoDb db)
{
    /// <summary>
    /// Cases in the region of a post that reads its area, sensitive ones where the post may read these; cases in which a unit of the actor takes
    /// or took part; cases the actor took in. Of restricted cases those alone in which the actor is named.
    /// </summary>
    public IQueryable<Case> Visible(Actor actor)
    {
        if (!actor.Can(Rights.CasesRead) && !actor.Can(Rights.CasesReadArea))
        {
            return db.Set<Case>().Where(_ => false);
        }

        var units = actor.PostsWith(Rights.CasesRead).Select(p => p.UnitId).Distinct().ToList();
        var account = actor.Account;
        Expression<Func<Case, bool>> seen = c =>
            c.FirstReceiver == account || db.Set<CaseUnit>().Any(u => u.CaseId == c.Id && units.Contains(u.UnitId));
        foreach (var region in Outermost(actor.PostsWith(Rights.CasesReadArea).Select(p => p.Region)))
        {
            seen = Or(seen, And(Within(region), c => c.Secrecy == CaseSecrecy.Ordinary));
        }

        foreach (var region in Outermost(SensitiveAreas(actor)))
        {
            seen = Or(seen, Within(region));
        }

        seen = And(seen, c => c.Secrecy != CaseSecrecy.Restricted);
        return db.Set<Case>().Where(Or(seen, c => c.Secrecy == CaseSecrecy.Restricted && db.Set<NamedReader>().Any(r => r.CaseId == c.Id && r.Account == account)));
    }

    /// <summary>
    /// Restricted cases of the places over which the actor decides who may see what, seen or not: to find those whose readers have all left, of which
    /// no more than number, place and date is told.
    /// </summary>
    public IQueryable<Case> RestrictedWithin(Actor actor)
    {
        Expression<Func<Case, bool>> within = _ => false;
        foreach (var region in Outermost(actor.PostsWith(Rights.CasesRestrict).Select(p => p.Region)))
        {
            within = Or(within, Within(region));
        }

        return db.Set<Case>().Where(And(within, c => c.Secrecy == CaseSecrecy.Restricted));
    }

    /// <summary>Of the cases the actor may see, those whose place lies in one of the regions.</summary>
    public IQueryable<Case> VisibleWithin(Actor actor, IEnumerable<RegionCode> regions)
    {
        Expression<Func<Case, bool>> within = _ => false;
        foreach (var region in Outermost(regions))
        {
            within = Or(within, Within(region));
        }

        return Visible(actor).Where(within);
    }

    /// <summary>
    /// The same answer for one case that is loaded: <see cref="Visible"/> is translated anew for each actor, which costs more than reading a
    /// case by its number does. A property test holds the two equal.
    /// </summary>
    /// <param name="readers">Accounts named as readers; asked for a restricted case only.</param>
    public static bool Sees(Actor actor, Case loaded, IReadOnlyList<CaseUnit> units, IReadOnlyCollection<string> readers)
    {
        if (!actor.Can(Rights.CasesRead) && !actor.Can(Rights.CasesReadArea))
        {
            return false;
        }

        if (loaded.Secrecy == CaseSecrecy.Restricted)
        {
            return readers.Contains(actor.Account, StringComparer.Ordinal);
        }

        var areas = loaded.Secrecy == CaseSecrecy.Sensitive ? SensitiveAreas(actor) : actor.PostsWith(Rights.CasesReadArea).Select(p => p.Region);
        return loaded.FirstReceiver == actor.Account
            || actor.PostsWith(Rights.CasesRead).Any(p => units.Any(u => u.UnitId == p.UnitId))
            || areas.Any(region => !region.IsEmpty && loaded.Place.StartsWith(region.Value, StringComparison.Ordinal));
    }

    /// <summary>The regions of posts that read their area, sensitive cases included.</summary>
    public static IEnumerable<RegionCode> SensitiveAreas(Actor actor) =>
        actor.PostsWith(Rights.CasesReadArea).Intersect(actor.PostsWith(Rights.CasesReadSensitive)).Select(p => p.Region);

    /// <summary>Cases whose place lies in a region: a range of the index.</summary>
    public static Expression<Func<Case, bool>> Within(RegionCode region)
    {
        var (from, to) = region.Range;
        return c => string.Compare(c.Place, from) >= 0 && string.Compare(c.Place, to) < 0;
    }

    private static IEnumerable<RegionCode> Outermost(IEnumerable<RegionCode> regions)
    {
        var all = regions.Distinct().ToList();
        return all.Where(r => !all.Any(other => other != r && other.Contains(r)));
    }

    private static Expression<Func<Case, bool>> Or(Expression<Func<Case, bool>> left, Expression<Func<Case, bool>> right)
    {
        var body = new Rebind(right.Parameters[0], left.Parameters[0]).Visit(right.Body);
        return Expression.Lambda<Func<Case, bool>>(Expression.OrElse(body, left.Body), left.Parameters);
    }

    private static Expression<Func<Case, bool>> And(Expression<Func<Case, bool>> left, Expression<Func<Case, bool>> right)
    {
        var body = new Rebind(right.Parameters[0], left.Parameters[0]).Visit(right.Body);
        return Expression.Lambda<Func<Case, bool>>(Expression.AndAlso(left.Body, body), left.Parameters);
    }

    private sealed class Rebind(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
