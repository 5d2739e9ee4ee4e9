using System.Globalization;
using Fengqiao.Cases.Attaching;
using Fengqiao.Cases.Commenting;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Moving;
using Fengqiao.Cases.Replying;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Fengqiao.Web.Components;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.WorkOnCase;

/// <summary>What the forms of the case page are sent to. Accepted: back to the page; refused: the page again, with what was typed.</summary>
internal static class CasePageEndpoints
{
    public static void MapCasePage(this IEndpointRouteBuilder routes)
    {
        // Before the page itself, which the framework maps for POST as well.
        routes.MapPost("/cases/{number}/moves/{move}", MoveAsync).RequireAuthorization().ExcludeFromDescription().WithOrder(-1);
        routes.MapPost("/cases/{number}/moves/{move}/check", CheckReplyAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/cases/{number}/moves/{move}/check", (string number, string move) => PageAnswer.See($"/cases/{number}/moves/{move}")).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/{number}/files", AttachAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/{number}/comments", CommentAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/cases/{number}/comments", (string number) => PageAnswer.See($"/cases/{number}#comments")).RequireAuthorization().ExcludeFromDescription();
        // Where a reader lands who reloads a refused upload or changes the language on it.
        routes.MapGet("/cases/{number}/files", (string number) => PageAnswer.See($"/cases/{number}#files")).RequireAuthorization().ExcludeFromDescription();
        routes.MapGet("/cases/{number}/files/{id:guid}", async Task<IResult> (string number, Guid id, ReadFileHandler handler, HttpContext context, CancellationToken ct) =>
            {
                var read = await handler.HandleAsync(number, id, ct);
                return read.Failed(out var error) ? TypedResults.StatusCode(Problems.Status(error.Kind)) : AttachmentResult.Of(context, read.Value.File, read.Value.Content);
            })
            .RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> MoveAsync(string number, string move, IFormCollection form, CaseMover mover, FormFiles files, ErrorTexts texts, CancellationToken ct)
    {
        if (!CaseCodes.TryParse<CaseMove>(move, out var made) || made is CaseMove.Register or CaseMove.Rate
            || !int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var request = Read(form, move);
        if (made == CaseMove.Submit && await files.AttachAsync(number, form, [("submit.before", AttachmentStage.Before), ("submit.after", AttachmentStage.After)], ct) is { } refused)
        {
            return Again(number, move, refused, request, texts);
        }

        var moved = await mover.HandleAsync(number, made, version, request, ct);
        return moved.Failed(out var error) ? Again(number, move, error, request, texts) : PageAnswer.See($"/cases/{number}?done={move}");
    }

    /// <summary>Looks at the draft of a reply, or takes an earlier one into it. Changes nothing: the page comes back with all that was typed.</summary>
    private static async Task<IResult> CheckReplyAsync(string number, string move, IFormCollection form, ReplyDesk replies, CancellationToken ct)
    {
        if (!ReplyDesk.IsReply(move))
        {
            return TypedResults.StatusCode(StatusCodes.Status400BadRequest);
        }

        var (typed, asked) = await replies.TakeAsync(Read(form, move), form["take"], form.Files.Any(f => f.Length > 0), ct);
        return PageAnswer.Of<CasePage>(
            StatusCodes.Status200OK,
            (nameof(CasePage.Number), number),
            (nameof(CasePage.OpenMove), move),
            (nameof(CasePage.Refusal), new RefusedForm(move, [], typed, IsConflict: false)),
            (nameof(CasePage.Reply), asked));
    }

    private static async Task<IResult> AttachAsync(string number, IFormCollection form, FormFiles files, ErrorTexts texts, CancellationToken ct)
    {
        var error = !CaseCodes.TryParse<AttachmentStage>(form["stage"], out var stage) ? CaseErrors.UnknownCode("stage", form["stage"].ToString())
            : form.Files.Count == 0 ? CaseErrors.FileMissing.For("files")
            : await files.AttachAsync(number, form, [("files", stage)], ct);
        return error is null ? PageAnswer.See($"/cases/{number}?done=files#files") : Again(number, "files", error, new MoveRequest(), texts);
    }

    private static async Task<IResult> CommentAsync(string number, IFormCollection form, AddCommentHandler comments, ErrorTexts texts, CancellationToken ct)
    {
        List<string> units = [.. form["comment.units"].OfType<string>()];
        var added = await comments.HandleAsync(number, new CommentRequest(form["comment.text"], form["comment.unit"], units), ct);
        return !added.Failed(out var error)
            ? PageAnswer.See($"/cases/{number}?done=comment#comments")
            : PageAnswer.Of<CasePage>(
                Problems.Status(error.Kind),
                (nameof(CasePage.Number), number),
                (nameof(CasePage.Comment), new RefusedComment(form["comment.text"], form["comment.unit"], units, FieldErrors.From(error, texts, field => $"comment.{field}"))));
    }

    private static MoveRequest Read(IFormCollection form, string move) => new(
        Text: form[$"{move}.text"],
        LeadUnit: form[$"{move}.leadUnit"],
        AssistingUnits: [.. form[$"{move}.assistingUnits"].OfType<string>()],
        Category: form[$"{move}.category"],
        Into: form[$"{move}.into"],
        Resolution: form[$"{move}.resolution"],
        Satisfaction: form[$"{move}.satisfaction"],
        Reason: form[$"{move}.reason"],
        Amount: int.TryParse(form[$"{move}.amount"], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null,
        Hold: form[$"{move}.hold"],
        ReviewOn: DateOnly.TryParseExact(form[$"{move}.reviewOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        OwnerUnit: form[$"{move}.ownerUnit"],
        Ask: form[$"{move}.ask"],
        AskDays: form[$"{move}.askDays"].ToString() is { Length: > 0 } days ? int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0 : null,
        Without: form[$"{move}.without"],
        Opinion: form[$"{move}.opinion"]);

    private static IResult Again(string number, string form, Error error, MoveRequest typed, ErrorTexts texts)
    {
        var isConflict = error.Code == CommitErrors.Outdated.Code || error.Kind == ErrorKind.Conflict;
        var errors = FieldErrors.From(error, texts, field => FieldOf(form, field));
        return PageAnswer.Of<CasePage>(
            Problems.Status(error.Kind),
            (nameof(CasePage.Number), number),
            (nameof(CasePage.OpenMove), form == "files" ? null : form),
            (nameof(CasePage.Refusal), new RefusedForm(form, errors, typed, isConflict)));
    }

    /// <summary>Fields are named after their move; missing pictures are asked for where those from after the work go.</summary>
    private static string FieldOf(string form, string field) =>
        form == "files" || field.StartsWith(form + ".", StringComparison.Ordinal) ? field
        : field == "attachments" ? "submit.after"
        : $"{form}.{field}";
}
