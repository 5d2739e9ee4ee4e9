using Microsoft.AspNetCore.Builder;

namespace Fengqiao.Platform.Http;

/// <summary>Says of an endpoint that it hands out many records at once: how often an account may ask for that is limited by itself.</summary>
public sealed class Export
{
    private Export()
    {
    }

    /// <summary>The mark: one is enough.</summary>
    public static Export Mark { get; } = new();
}

/// <summary>Marks endpoints.</summary>
public static class ExportEndpoints
{
    /// <inheritdoc cref="Export"/>
    public static TBuilder IsExport<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Export.Mark);
}
