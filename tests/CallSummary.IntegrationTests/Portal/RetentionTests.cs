using CallSummary.Portal.App;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Recordings;
using CallSummary.Storage.Subscribers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Calls go when every subscriber on them keeps them no longer, and not before.</summary>
public sealed class RetentionTests
{
    private static readonly DateTimeOffset Long = TimeProvider.System.GetUtcNow().AddDays(-40);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_ErasesWhatIsPast_WithItsFiles_AndKeepsWhatSomebodyStillKeeps()
    {
        await using var host = await PortalHost.StartAsync();
        var alice = await host.BrowserAsync(PortalHost.Alice);
        using var chosen = await alice.PostAsync("/app/settings/retention", Form(("days", "30")), Cancel);
        var past = await host.AddCallAsync(startedAt: Long);
        var recent = await host.AddCallAsync(startedAt: TimeProvider.System.GetUtcNow().AddDays(-20));
        var bobsToo = await host.AddCallAsync(callee: PortalHost.Bob, calleeIsSubscriber: true, startedAt: Long);
        var another = await host.AddCallAsync(tenant: "another-tenant", startedAt: Long);

        await SweepAsync(host);
        await host.WithDatabaseAsync(async database => Assert.Equal(
            new[] { recent.Id, bobsToo.Id, another.Id }.Order(),
            (await database.Calls.Where(c => c.State != CallState.Erased).Select(c => c.Id).ToListAsync(Cancel)).Order()));
        Assert.DoesNotContain(past.Id, host.Services.GetRequiredService<IRecordingStore>().ListCalls());

        // Bob keeps it no longer either.
        var bob = await host.BrowserAsync(PortalHost.Bob);
        using var too = await bob.PostAsync("/app/settings/retention", Form(("days", "7")), Cancel);
        await SweepAsync(host);
        Assert.Equal(0, await SweepAsync(host));
        Assert.DoesNotContain(bobsToo.Id, host.Services.GetRequiredService<IRecordingStore>().ListCalls());
    }

    [Fact]
    public async Task Sweep_CallsThatAnotherKeepsStandFirst_TheOneBehindThemIsErasedAllTheSame()
    {
        await using var host = await PortalHost.StartAsync();
        await host.WithDatabaseAsync(database =>
        {
            database.SubscriberSettings.Add(new SubscriberSettings { TenantId = PortalHost.Tenant, SubscriberNumber = PortalHost.Alice, RetentionDays = 30 });
            database.Calls.AddRange(Enumerable.Range(0, 250).Select(i =>
                SampleCalls.Ended(PortalHost.Alice, PortalHost.Bob, true, true, PortalHost.Tenant, Long.AddMinutes(i / 3))));
            return Task.CompletedTask;
        });
        var alone = await host.AddCallAsync(startedAt: Long.AddHours(10));

        await SweepAsync(host);
        await host.WithDatabaseAsync(async database => Assert.Equal(CallState.Erased, (await database.Calls.SingleAsync(c => c.Id == alone.Id, Cancel)).State));
    }

    private static Task<int> SweepAsync(PortalHost host) => host.Services.GetServices<IHostedService>().OfType<RetentionSweeper>().Single().SweepAsync(Cancel);

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.ToDictionary(f => f.Name, f => f.Value));
}
