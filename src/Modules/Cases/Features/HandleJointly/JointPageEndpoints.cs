using Fengqiao.Cases.Joining;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Components;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fengqiao.Cases.Features.HandleJointly;

/// <summary>
/// The forms of the page of joint handling. Each is sent to an address of its own, so that one whose turn is over is answered with the page and
/// what happened meanwhile, not with an error about a form that is not there.
/// </summary>
internal static class JointPageEndpoints
{
    public static void MapJointPage(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/cases/{number}/joint/tasks", AskAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/{number}/joint/tasks/{id:guid}/{act}", ActAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/{number}/joint/whistles", WhistleAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/{number}/joint/calls/{id:guid}/{act}", CallAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/{number}/joint/sponsor", SponsorAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/{number}/joint/sessions", ConveneAsync).RequireAuthorization().ExcludeFromDescription();
        routes.MapPost("/cases/{number}/joint/sessions/{id:guid}/{act}", SessionAsync).RequireAuthorization().ExcludeFromDescription();

        // Where a reader lands who reloads a refused form or changes the language on it.
        routes.MapGet("/cases/{number}/joint/{**rest}", (string number) => PageAnswer.See($"/cases/{number}/joint")).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> AskAsync(string number, IFormCollection form, AssistWriter writer, ErrorTexts texts, CancellationToken ct)
    {
        var typed = JointForm.Read(form, "ask");
        return Answer(number, "ask", typed, await writer.AskAsync(number, new AskRequest(typed["unit"], typed["text"], typed.Number("days")), ct), texts);
    }

    private static async Task<IResult> ActAsync(string number, Guid id, string act, IFormCollection form, AssistWriter writer, ErrorTexts texts, CancellationToken ct)
    {
        var name = JointForm.NameOf(act, id);
        var typed = JointForm.Read(form, name);
        return Answer(number, name, typed, await writer.ActAsync(id, act, typed.Version, new AssistRequest(typed["text"], typed.Ids("files"), typed.Number("days")), ct), texts);
    }

    private static async Task<IResult> WhistleAsync(string number, IFormCollection form, WhistleWriter writer, ErrorTexts texts, CancellationToken ct)
    {
        var typed = JointForm.Read(form, "whistle");
        return Answer(number, "whistle", typed, await writer.CallAsync(number, new WhistleRequest(typed["place"], typed["reason"], typed["urgency"], typed.All("units")), ct), texts);
    }

    private static async Task<IResult> CallAsync(string number, Guid id, string act, IFormCollection form, WhistleWriter writer, ErrorTexts texts, CancellationToken ct)
    {
        var name = JointForm.NameOf(act, id);
        var typed = JointForm.Read(form, name);
        return Answer(number, name, typed, await writer.ActAsync(id, act, typed.Version, new CallRequest(typed["text"], typed.Number("score"), typed["needless"] is not null), ct), texts);
    }

    private static async Task<IResult> SponsorAsync(string number, IFormCollection form, SponsorDesk desk, ErrorTexts texts, CancellationToken ct)
    {
        var typed = JointForm.Read(form, "sponsor");
        return Answer(number, "sponsor", typed, await desk.NameAsync(number, new SponsorRequest(typed["account"], typed["reason"]), ct), texts);
    }

    private static async Task<IResult> ConveneAsync(string number, IFormCollection form, SessionDesk desk, ErrorTexts texts, CancellationToken ct)
    {
        var typed = JointForm.Read(form, "convene");
        var request = new SessionRequest(typed["start"], typed["place"], typed["subject"], typed["chair"], typed.All("units"));
        return Answer(number, "convene", typed, await desk.ConveneAsync(number, request, ct), texts);
    }

    private static async Task<IResult> SessionAsync(string number, Guid id, string act, IFormCollection form, SessionDesk desk, ErrorTexts texts, CancellationToken ct)
    {
        // Each unit of a session has its own form for its opinion.
        var unit = form["unit"].ToString();
        var name = JointForm.NameOf(act == "opinion" ? act + unit : act, id);
        var typed = JointForm.Read(form, name);
        var request = new SessionActRequest(typed["text"], typed["conclusion"], typed["start"], typed["place"], unit);
        return Answer(number, name, typed, await desk.ActAsync(id, act, typed.Version, request, ct), texts, act);
    }

    private static IResult Answer<T>(string number, string form, JointForm typed, Result<T> result, ErrorTexts texts, string? act = null)
    {
        if (!result.Failed(out var error))
        {
            return PageAnswer.See($"/cases/{number}/joint?done={act ?? form.Split('-')[0]}");
        }

        var refusal = new RefusedJoint(form, FieldErrors.From(error, texts, field => $"{form}.{field}"), typed);
        return PageAnswer.Of<JointPage>(Problems.Status(error.Kind), (nameof(JointPage.Number), number), (nameof(JointPage.Refusal), refusal));
    }
}
