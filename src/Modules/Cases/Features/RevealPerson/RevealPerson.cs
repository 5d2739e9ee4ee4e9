using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.RevealPerson;

/// <param name="Reason">Why the name and number are needed; goes into the audit.</param>
internal sealed record RevealRequest(string? Reason);

/// <summary>A person unmasked, for the one who asked, now.</summary>
/// <param name="Left">How many people the account may still unmask today.</param>
public sealed record RevealedPerson(Guid Id, string Role, string? Name, string? Phone, int Left);

/// <summary>Unmasks a person for a stated reason. The audit entry is on disk before the name is shown.</summary>
internal sealed class RevealPersonHandler(CaseReader reader, FengqiaoDb db, PersonVault vault, UnmaskingQuota quota, Writer writer, CurrentActor current)
{
    private const int LongestReason = 200;

    public async Task<Result<RevealedPerson>> HandleAsync(string number, Guid id, string? reason, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { } loaded
            || await db.Set<CasePerson>().FirstOrDefaultAsync(p => p.Id == id && p.CaseId == loaded.Case.Id, ct) is not { } person)
        {
            return CaseErrors.NotFound;
        }

        if (!PersonSecrecy.MayReveal(person, loaded.Case, current.Actor))
        {
            return CaseErrors.NotAllowed;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return CaseErrors.ReasonMissing;
        }

        if (reason.Length > LongestReason)
        {
            return CaseErrors.TooLong("reason", LongestReason);
        }

        var opened = vault.Open(person.Id, new SealedPerson(person.WrappedKey, person.Sealed));
        if (opened.Failed(out var error))
        {
            return error;
        }

        var audited = await AuditAsync(number, person, reason, ct);
        return audited.Map(left => new RevealedPerson(id, CaseCodes.Of(person.Role), opened.Value.Name, opened.Value.Phone, left));
    }

    /// <summary>Writes the unmasking down and counts it. Who unmasks two people at the same moment loses one of the two counts: then once more.</summary>
    private async Task<Result<int>> AuditAsync(string number, CasePerson person, string reason, CancellationToken ct)
    {
        while (true)
        {
            var commit = new Commit().Audit("person.reveal", "case", number, new { person = person.Id, role = CaseCodes.Of(person.Role), reason });
            var left = await quota.TakeAsync(commit, current.Actor.Account, ct);
            if (left.Failed(out var error))
            {
                return error;
            }

            var saved = await writer.SaveAsync(commit, () => left.Value, ct);
            if (saved.IsSuccess || (saved.Error.Code != CommitErrors.Outdated.Code && saved.Error.Code != CommitErrors.Duplicate.Code))
            {
                return saved;
            }
        }
    }
}

internal static class RevealPersonEndpoint
{
    public static void MapRevealPerson(this IEndpointRouteBuilder api) =>
        api.MapPost("/cases/{number}/people/{id:guid}/reveal", async Task<IResult> (string number, Guid id, RevealRequest request, RevealPersonHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var revealed = await handler.HandleAsync(number, id, request.Reason, ct);
                return revealed.Failed(out var error) ? Problems.Result(context, error) : TypedResults.Ok(revealed.Value);
            })
            .RequireAuthorization()
            .WithName("RevealPerson").WithTags("Cases").WithSummary("Show a masked person, with a reason that is audited")
            .Produces<RevealedPerson>()
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
}
