using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Portal.Search;
using CallSummary.Storage.Access;
using CallSummary.Storage.Calls;
using CallSummary.TestKit.Browsers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CallSummary.IntegrationTests.Portal;

/// <summary>A portal and a browser, over calls that are in the database already. One class at a time: browsers are heavy.</summary>
[Collection("Browser")]
public abstract class BrowserScene : IAsyncLifetime
{
    private Chromium? _chromium;
    private PortalHost? _host;

    private protected Chromium Chromium => _chromium!;

    private protected PortalHost Host => _host!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        _host = await PortalHost.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    private protected static async Task OpenAsync(IPage page, string reason = "The customer complains")
    {
        await page.FillAsync("[name=reason]", reason);
        await page.FillAsync("[name=ticket]", "T-1001");
        await page.ClickAsync("main button.primary");
        await page.WaitForSelectorAsync(".grant");
    }

    private protected async Task<string> LinkAsync(string? subscriber) => $"{Host.Address}signin/" + await Host.Services.GetRequiredService<SignInLinks>().CreateAsync(
        PortalHost.Tenant, subscriber, subscriber ?? "Agent Kim", subscriber is null ? ConsoleRoles.All : [], TimeSpan.FromMinutes(5), Cancel);

    /// <summary>A call whose line, title and every other text holds <paramref name="words"/>.</summary>
    private protected async Task<Call> RichCallAsync(string words)
    {
        var call = await Host.AddCallAsync();
        await Host.WithDatabaseAsync(async database =>
        {
            var line = await database.Utterances.SingleAsync(u => u.CallId == call.Id && u.Leg == Leg.Caller && u.Sequence == 1, Cancel);
            line.Text = words;
            var summary = await database.Summaries.SingleAsync(s => s.CallId == call.Id, Cancel);
            database.Summaries.Remove(summary);
            await database.SaveChangesAsync(Cancel);
            var document = JsonSerializer.Deserialize<SummaryDocument>(summary.DocumentJson)!;
            database.Summaries.Add(new Summary
            {
                Id = summary.Id,
                CallId = call.Id,
                TenantId = summary.TenantId,
                SubscriberLeg = summary.SubscriberLeg,
                SubscriberNumber = summary.SubscriberNumber,
                Engine = summary.Engine,
                CreatedAt = summary.CreatedAt,
                Title = words,
                DocumentJson = JsonSerializer.Serialize(document with
                {
                    Content = document.Content with
                    {
                        Title = words,
                        Summary = words,
                        Details = [new SummaryDetail { Text = words, Evidence = [1] }],
                        ActionItems = [new SummaryActionItem { Owner = "me", Text = words, Evidence = [1] }],
                        Schedule = [new SummaryScheduleItem { What = words, When = "내일 세 시", StartsAt = "2026-11-30T15:00:00+09:00", Evidence = [1] }],
                        Facts = [new SummaryFact { Kind = "phone", Value = words, Evidence = [2] }],
                        Tags = [words],
                        Risk = new SummaryRisk { Level = "suspicious", Reason = words, Evidence = [1] },
                    },
                }),
            });
        });
        await Host.Services.GetRequiredService<CallIndexer>().IndexAsync(call.Id, PortalHost.Tenant, Cancel);
        return call;
    }
}
