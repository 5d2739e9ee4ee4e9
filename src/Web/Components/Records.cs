namespace Fengqiao.Web.Components;

/// <summary>A filter in force.</summary>
/// <param name="Name">Query parameter.</param>
/// <param name="Value">Its value.</param>
/// <param name="Label">What is filtered: 状态.</param>
/// <param name="Text">The value as people read it: 办理中.</param>
public sealed record FilterChip(string Name, string Value, string Label, string Text)
{
    /// <summary>Where the link leads; the same page without the value when null.</summary>
    public string? RemoveHref { get; init; }
}

/// <summary>A choice in a select or a group of radio buttons or checkboxes.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
public sealed record FieldOption(string Value, string Text)
{
    /// <summary>Heading the choice stands under in a select.</summary>
    public string? Group { get; init; }

    /// <summary>A line of explanation below a radio button or checkbox.</summary>
    public string? Hint { get; init; }

    public bool Disabled { get; init; }
}

/// <summary>What is wrong with one field, in the visitor's language.</summary>
/// <param name="Field">The field's name; empty when the form as a whole is refused.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record FieldError(string Field, string Message);

/// <summary>A tab that is a link.</summary>
public sealed record TabItem(string Text, string Href)
{
    public int? Count { get; init; }

    public string? Icon { get; init; }

    public bool IsCurrent { get; init; }
}

/// <summary>A place in a tree of areas.</summary>
public sealed record AreaNode(string Code, string Name, string Href)
{
    /// <summary>How many matters lie there, those of its parts included.</summary>
    public int? Count { get; init; }

    public IReadOnlyList<AreaNode> Children { get; init; } = [];
}

/// <summary>One row of values in a chart; null leaves a gap.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);
