using Fengqiao.Kernel;
using Fengqiao.Platform.Http;

namespace Fengqiao.Web.Components;

/// <summary>Turns what a handler refused into what a form shows.</summary>
public static class FieldErrors
{
    /// <summary>The error and those found with it, in the visitor's language; empty for null.</summary>
    /// <param name="error">What was refused.</param>
    /// <param name="texts">Finds the words.</param>
    /// <param name="fieldOf">Form field of an error's field where the two differ in name.</param>
    public static IReadOnlyList<FieldError> From(Error? error, ErrorTexts texts, Func<string, string>? fieldOf = null) =>
        error is null ? [] : [.. error.All.Select(one => new FieldError(one.Field is { } field ? fieldOf?.Invoke(field) ?? field : "", texts.Of(one)))];
}
