using CallSummary.Portal.App;
using CallSummary.Portal.Calls;
using CallSummary.Portal.Search;
using CallSummary.Storage.Erasure;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>Search and its index, on both databases.</summary>
public sealed class SearchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_AreFoundByWhatWasSaid_ByTheirSubscriberAlone(bool postgres)
    {
        await using var database = postgres ? await PostgresDatabase.CreateAsync() : null;
        await using var host = await PortalHost.StartAsync(Settings(database));
        var dentist = await AddAsync(host, PortalHost.Alice, "다음 주 수요일로 예약을 옮겨 주세요");
        var parcel = await AddAsync(host, PortalHost.Alice, "택배는 Monday morning에 옵니다, 50% 할인_특가");
        var bobs = await AddAsync(host, PortalHost.Bob, "수요일 예약은 취소했어요");

        foreach (var (search, expected) in new (string, Guid[])[]
        {
            ("예약", [dentist]), ("요일로예약", [dentist]), ("예약 수요일", [dentist]), ("옮겨", [dentist]), ("택", [parcel]), ("monday", [parcel]),
            ("MORN 택배", [parcel]), ("할인특가", [parcel]), ("취소", []), ("없는말", []), ("%", []), ("_", []), ("\" zz OR \"", []), ("'; DROP TABLE \"Calls\"; --", []),
            ("99990009", [parcel, dentist]),
        })
        {
            var found = await FindAsync(host, PortalHost.Alice, search);
            Assert.True(expected.SequenceEqual(found), $"\"{search}\" found {found.Count}");
        }

        Assert.Equal([bobs], await FindAsync(host, PortalHost.Bob, "예약"));
        Assert.Empty(await FindAsync(host, PortalHost.Stranger, "예약"));
        Assert.Empty(await FindAsync(host, PortalHost.Alice, "예약", "another-tenant"));

        // What is erased is found no more, not even by its traces in the index.
        await host.Services.GetRequiredService<CallEraser>().EraseAsync(dentist, Cancel);
        Assert.Empty(await FindAsync(host, PortalHost.Alice, "예약"));
        await host.WithDatabaseAsync(async context => Assert.False(await context.CallIndex.AnyAsync(e => e.CallId == dentist, Cancel)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sweep_FindsCallsWhoseMessageWasLost_Once(bool postgres)
    {
        await using var database = postgres ? await PostgresDatabase.CreateAsync() : null;
        await using var host = await PortalHost.StartAsync(Settings(database));
        var sweeper = host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<IndexSweeper>().Single();
        for (var i = 0; i < 3; i++)
        {
            await host.AddCallAsync();
        }

        await Eventually.True(async () => await sweeper.SweepAsync(Cancel) == 0, "all calls to be indexed", TimeSpan.FromSeconds(30));
        await host.WithDatabaseAsync(async context => Assert.Equal(3, await context.CallIndex.CountAsync(Cancel)));
    }

    [Fact]
    public async Task List_IsPagedWithoutGapOrRepeat()
    {
        await using var host = await PortalHost.StartAsync();
        var began = DateTimeOffset.UnixEpoch.AddYears(56);
        await host.WithDatabaseAsync(context =>
        {
            context.Calls.AddRange(Enumerable.Range(0, 95).Select(i =>
                SampleCalls.Ended(PortalHost.Alice, PortalHost.Stranger, true, false, PortalHost.Tenant, began.AddHours(i / 3))));
            return Task.CompletedTask;
        });

        var seen = new List<Guid>();
        await using var scope = host.Services.CreateAsyncScope();
        var list = scope.ServiceProvider.GetRequiredService<CallList>();
        CallCursor? after = null;
        for (var pages = 0; pages < 10; pages++)
        {
            var page = await list.FindAsync(new(PortalHost.Tenant, PortalHost.Alice), new CallFilter("", "", null, after), Cancel);
            seen.AddRange(page.Rows.Select(r => r.Call.Id));
            if (page.More is null)
            {
                break;
            }

            after = new CallCursor(page.Rows[^1].Call.StartedAt, page.Rows[^1].Call.Id);
        }

        Assert.Equal(95, seen.Distinct().Count());
        Assert.Equal(95, seen.Count);
    }

    private static Dictionary<string, string?>? Settings(PostgresDatabase? database) => database is null ? null : new()
    {
        ["CallSummary:Storage:Provider"] = "PostgreSQL",
        ["CallSummary:Storage:ConnectionString"] = database.ConnectionString,
    };

    private static async Task<Guid> AddAsync(PortalHost host, string subscriber, string words)
    {
        var call = await host.AddCallAsync(subscriber, startedAt: DateTimeOffset.UnixEpoch.AddYears(56).AddTicks(TimeProvider.System.GetTimestamp()));
        await host.WithDatabaseAsync(async database =>
        {
            foreach (var line in await database.Utterances.Where(u => u.CallId == call.Id && u.Text != string.Empty).ToListAsync(Cancel))
            {
                line.Text = words;
            }
        });
        await host.Services.GetRequiredService<CallIndexer>().IndexAsync(call.Id, call.TenantId, Cancel);
        return call.Id;
    }

    private static async Task<List<Guid>> FindAsync(PortalHost host, string subscriber, string search, string tenant = PortalHost.Tenant)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var page = await scope.ServiceProvider.GetRequiredService<CallList>().FindAsync(new(tenant, subscriber), new CallFilter(search, "", null, null), Cancel);
        return [.. page.Rows.Select(r => r.Call.Id)];
    }
}
