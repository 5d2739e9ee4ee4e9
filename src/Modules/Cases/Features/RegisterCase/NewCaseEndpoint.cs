using Fengqiao.Cases.Attaching;
using Fengqiao.Cases.Callers;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Proposals;
using Fengqiao.Contracts;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Components;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.RegisterCase;

/// <summary>
/// Takes the registration form. "Check" shows proposals and likely duplicates; "Save" shows duplicates that have not been shown yet first,
/// and otherwise registers.
/// </summary>
internal sealed class NewCaseDesk(
    RegisterCaseHandler register,
    SuggestDispatchHandler suggest,
    CallerLookUp callers,
    CaseIntake intake,
    PlaceFinder places,
    CasePresenter presenter,
    FormFiles files,
    ErrorTexts texts,
    CountyClock clock,
    CurrentActor current)
{
    public async Task<IResult> TakeAsync(IFormCollection form, CancellationToken ct)
    {
        var typed = NewCaseForm.From(form);
        if (!current.Actor.Can(Rights.CasesRegister))
        {
            return Again(StatusCodes.Status403Forbidden, typed, form);
        }

        var draft = typed.ToDraft(clock, IntakeDesk.ChannelsOf(current.Actor));
        var checkedDraft = draft.Then(d => intake.Prepare(d, current.Actor).Map(_ => d));
        if (checkedDraft.Failed(out var error))
        {
            return Again(Problems.Status(error.Kind), typed, form, error);
        }

        var found = await suggest.HandleAsync(NewCaseForm.AsQuestion(checkedDraft.Value), ct);
        var shown = form["shown"].ToString().Split(' ');
        if (form["step"] == "check" || found.Similar.Any(s => !shown.Contains(s.Number)))
        {
            var filled = string.IsNullOrEmpty(typed.Category) ? typed with { Category = found.Categories is [{ IsSure: true, Code: var likeliest }, ..] ? likeliest : null } : typed;
            var caller = form["step"] == "check" && !string.IsNullOrWhiteSpace(typed.ReporterPhone) ? await callers.HandleAsync(typed.ReporterPhone, ct) : (Result<CallerView>?)null;
            return Again(StatusCodes.Status200OK, filled, form, found: found, caller: caller is { IsSuccess: true } known ? known.Value : null);
        }

        return await SaveAsync(checkedDraft.Value, typed, form, ct);
    }

    /// <summary>The part of the page that shows the caller's earlier matters, for the script that asks while the form is filled in.</summary>
    public async Task<IResult> CallerAsync(IFormCollection form, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.CasesRegister))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        var phone = form["reporter.phone"].ToString();
        var found = string.IsNullOrWhiteSpace(phone) ? (Result<CallerView>?)null : await callers.HandleAsync(phone, ct);
        return Part<CallerCard>(
            (nameof(CallerCard.Caller), found is { IsSuccess: true } known ? known.Value : null),
            (nameof(CallerCard.Problem), found?.Error is { } error ? texts.Of(error) : null));
    }

    /// <summary>The part of the page with proposals for a draft that is still being written.</summary>
    public async Task<IResult> ProposalsAsync(IFormCollection form, CancellationToken ct)
    {
        if (!current.Actor.Can(Rights.CasesRegister))
        {
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        var typed = NewCaseForm.From(form);
        var found = typed.IsEmpty ? null : await suggest.HandleAsync(typed.AsQuestion(), ct);
        return Part<NewCaseProposals>((nameof(NewCaseProposals.Found), found), (nameof(NewCaseProposals.Form), typed), (nameof(NewCaseProposals.InText), InText(typed)));
    }

    /// <summary>A place that title or description names; a person decides whether it is where the matter is.</summary>
    private Named? InText(NewCaseForm typed) => places.InText($"{typed.Title} {typed.Description}") is { } place ? presenter.Place(place.Value) : null;

    private static RazorComponentResult<TPart> Part<TPart>(params (string Name, object? Value)[] parameters)
        where TPart : Microsoft.AspNetCore.Components.IComponent =>
        new(parameters.Where(p => p.Value is not null).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal)) { PreventStreamingRendering = true };

    private async Task<IResult> SaveAsync(CaseDraft draft, NewCaseForm typed, IFormCollection form, CancellationToken ct)
    {
        var registered = await register.HandleAsync(draft, ct);
        if (registered.Failed(out var error))
        {
            return Again(Problems.Status(error.Kind), typed, form, error);
        }

        // The case is in; a refused file must not undo that, nor be kept quiet about.
        var number = registered.Value.Number;
        var refused = await files.AttachAsync(number, form, [("files", AttachmentStage.Report)], ct);
        return PageAnswer.See(refused is null ? $"/cases/{number}/receipt" : $"/cases/{number}/receipt?refused={refused.Code}");
    }

    private IResult Again(int status, NewCaseForm typed, IFormCollection form, Error? error = null, Suggestions? found = null, CallerView? caller = null) => PageAnswer.Of<NewCasePage>(
        status,
        (nameof(NewCasePage.Form), typed),
        (nameof(NewCasePage.Errors), FieldErrors.From(error, texts, FieldOf)),
        (nameof(NewCasePage.Found), found),
        (nameof(NewCasePage.InText), found is null ? null : InText(typed)),
        (nameof(NewCasePage.Caller), caller),
        (nameof(NewCasePage.FilesLost), form.Files.Count > 0));

    /// <summary>Errors about the point are shown where it is typed.</summary>
    private static string FieldOf(string field) => field == "location" ? "latitude" : field;
}

internal static class NewCaseEndpoint
{
    public static void MapNewCasePage(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cases/new", (IFormCollection form, NewCaseDesk desk, CancellationToken ct) => desk.TakeAsync(form, ct))
            .RequireAuthorization().ExcludeFromDescription().WithOrder(-1);
        routes.MapPost("/cases/new/caller", (IFormCollection form, NewCaseDesk desk, CancellationToken ct) => desk.CallerAsync(form, ct))
            .RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/new/proposals", (IFormCollection form, NewCaseDesk desk, CancellationToken ct) => desk.ProposalsAsync(form, ct))
            .RequireAuthorization().ExcludeFromDescription();
    }
}
