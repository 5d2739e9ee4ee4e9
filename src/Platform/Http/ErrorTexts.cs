using System.Globalization;
using Fengqiao.Kernel;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Platform.Http;

/// <summary>A class beside whose name resource files hold texts, error texts among them.</summary>
public sealed record TextSource(Type Marker);

/// <summary>Finds the words for an error in the language of the request: the code is the name of the resource.</summary>
public sealed class ErrorTexts(IEnumerable<TextSource> sources, IStringLocalizerFactory factory)
{
    private readonly List<IStringLocalizer> _localizers = [.. sources.Select(s => factory.Create(s.Marker))];

    public string Of(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        foreach (var localizer in _localizers)
        {
            var text = localizer[error.Code];
            if (!text.ResourceNotFound)
            {
                return error.Args.Length == 0 ? text.Value : string.Format(CultureInfo.CurrentCulture, text.Value, error.Args);
            }
        }

        return error.Code;
    }
}
