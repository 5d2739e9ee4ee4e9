using System.Globalization;
using Fengqiao.Web.Components;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Joining;

/// <summary>What was typed into one form of a page of many: its fields are named after it, since an id may stand once.</summary>
public sealed class JointForm
{
    private readonly Dictionary<string, string[]> _fields;

    private JointForm(Dictionary<string, string[]> fields, int version) => (_fields, Version) = (fields, version);

    /// <summary>The version its sender saw; 0, which no record has, where none was sent.</summary>
    public int Version { get; }

    /// <summary>What was typed into a field; null where it was left empty.</summary>
    public string? this[string field] => _fields.GetValueOrDefault(field) is [{ Length: > 0 } text, ..] ? text : null;

    public static string NameOf(string act, Guid id) => $"{act}-{id:N}";

    public static JointForm Read(IFormCollection form, string name)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(name);
        var fields = form.Keys.Where(k => k.StartsWith(name + ".", StringComparison.Ordinal))
            .ToDictionary(k => k[(name.Length + 1)..], k => form[k].OfType<string>().Select(v => v.Trim()).ToArray(), StringComparer.Ordinal);
        return new JointForm(fields, int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);
    }

    /// <summary>A whole number; one that nobody could mean where something else was typed, so that the rule refuses it.</summary>
    public int? Number(string field) => this[field] is not { } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    public IReadOnlyList<string> All(string field) => [.. (_fields.GetValueOrDefault(field) ?? []).Where(v => v.Length > 0)];

    public IReadOnlyList<Guid> Ids(string field) => [.. All(field).Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty)];
}

/// <summary>A form that was refused: what was wrong, and what had been typed.</summary>
public sealed record RefusedJoint(string Form, IReadOnlyList<FieldError> Errors, JointForm Typed);
