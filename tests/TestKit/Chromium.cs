using Xunit.Sdk;

namespace Fengqiao.TestKit;

/// <summary>The browser of this machine: none is ever downloaded.</summary>
public static class Chromium
{
    /// <summary>Arguments for a browser that stays on this machine and runs as root in a container too.</summary>
    public static readonly IReadOnlyList<string> Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string[] UsualPlaces =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    /// <summary>The program named by <c>CHROMIUM_PATH</c>, else the one in a usual place; null when it is not there.</summary>
    public static string? ExecutablePath { get; } =
        Array.Find(Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named ? [named] : UsualPlaces, File.Exists);

    /// <summary>Why no browser test can run here; null when they can.</summary>
    public static string? Unavailable =>
        ExecutablePath is null ? "Chromium is not installed (apt-get install chromium, or set CHROMIUM_PATH)" : null;
}

/// <summary>A test in a real browser; shown as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Unavailable;
}

/// <summary>A test in a real browser with rows of data; shown as skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Unavailable;
}

/// <summary>A test in a real browser that runs on each <see cref="DatabaseKind"/>, which it takes as its parameter.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Fengqiao.TestKit.DatabaseTheoryDiscoverer", "Fengqiao.TestKit")]
public sealed class BrowserDatabaseTheoryAttribute : TheoryAttribute
{
    public BrowserDatabaseTheoryAttribute() => Skip = Chromium.Unavailable;
}
