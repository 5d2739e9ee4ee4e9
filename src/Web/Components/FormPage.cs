using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Web.Hosting;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Web.Components;

/// <summary>
/// A page that takes its own forms: what was refused stands beside the fields with what was typed still in them; what was accepted leads on,
/// so that reloading repeats nothing.
/// </summary>
public abstract class FormPage : ComponentBase
{
    private string? _posted;

    [CascadingParameter] protected HttpContext Context { get; set; } = null!;

    /// <summary>What the last form did, for the line at the top of the page it led to.</summary>
    [SupplyParameterFromQuery] protected string? Done { get; set; }

    protected CancellationToken Cancelled => Context.RequestAborted;

    /// <summary>What was wrong with the form that was sent; empty for the other forms of the page.</summary>
    /// <param name="form">Its <see cref="PostForm.FormName"/>.</param>
    protected IReadOnlyList<FieldError> ErrorsOf(string form) => _posted == form ? Errors : [];

    protected IReadOnlyList<FieldError> Errors { get; private set; } = [];

    [Inject] private ErrorTexts Texts { get; set; } = null!;

    /// <summary>What was typed into a field; null where it was left empty or no form was sent.</summary>
    protected string? Typed(string name) =>
        Context.Request.HasFormContentType && Context.Request.Form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>All that was chosen under one name.</summary>
    protected IReadOnlyList<string> TypedAll(string name) =>
        Context.Request.HasFormContentType ? [.. Context.Request.Form[name].OfType<string>().Where(v => v.Length > 0)] : [];

    /// <summary>What to show in a field: what was typed into the form that was refused, else what is stored.</summary>
    protected string? Shown(string form, string name, string? stored) => IsPosted(form) ? Typed(name) : stored;

    /// <summary>Whether this request sent the form.</summary>
    protected bool IsPosted(string form) => HttpMethods.IsPost(Context.Request.Method) && Context.Request.HasFormContentType && Context.Request.Form["_handler"] == form;

    /// <summary>The version the sender of the form saw; 0, which no record has, where it was not sent.</summary>
    protected int SeenVersion => int.TryParse(Typed("version"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;

    /// <summary>Leads on after success; otherwise keeps the errors and answers with their status.</summary>
    /// <param name="form">The form that was sent.</param>
    /// <param name="next">Where success leads.</param>
    protected void Finish<T>(string form, Result<T> result, Func<T, string> next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (result.Failed(out var error))
        {
            _posted = form;
            Errors = FieldErrors.From(error, Texts);
            Context.Response.StatusCode = Problems.Status(error.Kind);
            return;
        }

        Context.GoTo(next(result.Value));
    }

    protected void Finish<T>(string form, Result<T> result, string next) => Finish(form, result, _ => next);
}
