using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Cases.Wording;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Moving;

/// <summary>What a move is told. Codes are those of the API; which are needed says <c>GET …/moves</c>.</summary>
public sealed record MoveRequest(
    string? Text = null,
    string? LeadUnit = null,
    IReadOnlyList<string>? AssistingUnits = null,
    string? Category = null,
    string? Into = null,
    string? Resolution = null,
    string? Satisfaction = null,
    string? Reason = null,
    int? Amount = null,
    string? Hold = null,
    DateOnly? ReviewOn = null,
    string? OwnerUnit = null,
    string? Ask = null,
    int? AskDays = null,
    string? Without = null,
    string? Opinion = null);

/// <summary>Turns the codes of a request into what the rules work with. Every unknown code is an error that names its field.</summary>
internal sealed class MoveInputReader(IUnitDirectory units, CatalogueSource catalogue, WordSource words, CaseAccess access)
{
    public async Task<Result<MoveInput>> ReadAsync(Case moving, CaseMove move, MoveRequest request, Actor actor, CancellationToken ct)
    {
        var errors = new List<Error>();
        var lead = Unit(request.LeadUnit, "leadUnit", errors);
        var assisting = (request.AssistingUnits ?? [])
            .Where(code => !string.IsNullOrWhiteSpace(code))
            .Select(code => Unit(code, "assistingUnits", errors))
            .OfType<Guid>().Distinct().ToList();
        var reason = Reason(move, request.Reason, errors);
        var resolution = Code<Resolution>(request.Resolution, "resolution", errors);
        var satisfaction = Code<Satisfaction>(request.Satisfaction, "satisfaction", errors);
        var hold = Code<HoldKind>(request.Hold, "hold", errors);
        var opinion = Code<UnitOpinion>(request.Opinion, "opinion", errors);
        var owner = Unit(request.OwnerUnit, "ownerUnit", errors);
        if (!string.IsNullOrEmpty(request.Category) && catalogue.Current.Find(request.Category) is not { IsActive: true })
        {
            errors.Add(CaseErrors.CategoryUnknown);
        }

        if (Error.Join(errors) is { } error)
        {
            return error;
        }

        return new MoveInput
        {
            Text = WrittenText.Of(request.Text),
            Reason = reason,
            LeadUnitId = lead,
            AssistingUnitIds = assisting,
            Category = string.IsNullOrEmpty(request.Category) ? null : request.Category,
            IntoId = await IntoAsync(request.Into, actor, ct),
            Resolution = resolution,
            Satisfaction = satisfaction,
            Amount = request.Amount,
            Hold = hold,
            Opinion = opinion,
            ReviewOn = request.ReviewOn,
            OwnerUnitId = owner,
            Ask = WrittenText.Of(request.Ask),
            AskDays = request.AskDays,
            Without = WrittenText.Of(request.Without),
            Desk = MoveRules.NextDesk(moving, move),
        };
    }

    /// <summary>Only a case the actor may see can be merged into; another looks like one that does not exist.</summary>
    private async Task<Guid?> IntoAsync(string? number, Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(number))
        {
            return null;
        }

        var wanted = number.Trim().ToUpperInvariant();
        return await access.Visible(actor).Where(c => c.Number == wanted).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct) ?? Guid.Empty;
    }

    private Guid? Unit(string? code, string field, List<Error> errors)
    {
        if (string.IsNullOrWhiteSpace(code))
        {
            return null;
        }

        if (units.FindByCode(code.Trim()) is { Id: var id } && units.All.Any(u => u.Id == id))
        {
            return id;
        }

        errors.Add(CaseErrors.UnitUnknown.For(field));
        return null;
    }

    /// <summary>Only a word in use of the move's own list: what was taken out of use is not chosen anew.</summary>
    private string? Reason(CaseMove move, string? code, List<Error> errors)
    {
        if (string.IsNullOrEmpty(code))
        {
            return null;
        }

        if (WordLists.ForReasonOf(move) is { } list && words.Current.Offered(list).Any(w => w.Code == code))
        {
            return code;
        }

        errors.Add(CaseErrors.UnknownCode("reason", code));
        return null;
    }

    private static T? Code<T>(string? code, string field, List<Error> errors)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(code))
        {
            return null;
        }

        if (CaseCodes.TryParse<T>(code, out var value))
        {
            return value;
        }

        errors.Add(CaseErrors.UnknownCode(field, code));
        return null;
    }
}
