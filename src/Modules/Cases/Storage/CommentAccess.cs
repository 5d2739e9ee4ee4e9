using Fengqiao.Cases.Domain;
using Fengqiao.Contracts;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Fengqiao.Cases.Storage;

/// <summary>
/// The one answer to "which comments may this person read": those of the units the person works for, and those that name one of them.
/// Seeing a whole area does not open the talk of its units.
/// </summary>
internal sealed class CommentAccess(FengqiaoDb db)
{
    public IQueryable<CaseComment> Visible(Guid caseId, Actor actor)
    {
        var units = UnitsOf(actor);
        return db.Set<CaseComment>().Where(c => c.CaseId == caseId
            && (units.Contains(c.UnitId) || db.Set<CaseCommentUnit>().Any(u => u.CommentId == c.Id && units.Contains(u.UnitId))));
    }

    /// <summary>The units for which the actor reads cases, and so also speaks.</summary>
    public static List<Guid> UnitsOf(Actor actor) =>
        [.. actor.PostsWith(Rights.CasesRead).Concat(actor.PostsWith(Rights.CasesReadArea)).Select(p => p.UnitId).Distinct()];
}

internal sealed class CaseCommentConfiguration : IEntityTypeConfiguration<CaseComment>
{
    public void Configure(EntityTypeBuilder<CaseComment> builder)
    {
        builder.ToTable("case_comments");
        builder.HasKey(c => c.Id);
    }
}

internal sealed class CaseCommentUnitConfiguration : IEntityTypeConfiguration<CaseCommentUnit>
{
    public void Configure(EntityTypeBuilder<CaseCommentUnit> builder)
    {
        builder.ToTable("case_comment_units");
        builder.HasKey(u => new { u.CommentId, u.UnitId });
    }
}
