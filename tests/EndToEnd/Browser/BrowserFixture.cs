using System.Runtime.CompilerServices;
using Fengqiao.TestKit;
using Microsoft.Playwright;

namespace Fengqiao.EndToEnd.Tests.Browser;

/// <summary>One Chromium shared by all tests of the collection; each scenario opens its own clean windows in it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        if (Chromium.Unavailable is not null)
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium.ExecutablePath,
            Args = Chromium.Arguments,
        });
    }

    /// <summary>
    /// Runs a scenario. When it fails, each window's picture is kept in <c>var/test-results</c>; when it
    /// passes, it fails after all if any page reported an error or broke the content-security policy.
    /// </summary>
    /// <param name="server">Where relative addresses lead.</param>
    /// <param name="play">What the people do.</param>
    /// <param name="name">Names the pictures; the test's name by default.</param>
    public async Task PlayAsync(Uri server, Func<Scenario, Task> play, [CallerMemberName] string name = "")
    {
        await using var scenario = new Scenario(_browser ?? throw new InvalidOperationException(Chromium.Unavailable), server);
        try
        {
            await play(scenario);
        }
        catch
        {
            await scenario.TakePicturesAsync(name);
            throw;
        }

        scenario.Problems.ShouldBeEmpty();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}

/// <summary>Tests in this collection share the browser and run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>, ICollectionFixture<SharedCounty>
{
    public const string Name = "Browser";
}
