using Microsoft.Extensions.Logging.Console;

namespace Fengqiao.Host.Server;

/// <summary>What the operator reads: only what somebody has to act on, on standard error, one line each.</summary>
internal static class ServerLog
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss'Z' ";
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        // The framework repeats each unhandled failure with its message, which may quote a citizen; FaultHandler logs type and place.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);
        // Warns of every page with a form that asks, more strictly than the framework would, not to be stored.
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        // Quotes what the provider, or somebody in its name, sent; SignOnHandler logs the reason.
        logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.StaticFiles", LogLevel.Error);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Error);
    }
}
