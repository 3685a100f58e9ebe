using CallSummary.Storage.Administration;
using CallSummary.Summarization.Templates;
using Microsoft.EntityFrameworkCore;

namespace CallSummary.UnitTests.Summarization.Templates;

public sealed class TenantTemplatesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OfAsync_TemplateOfTheConsole_HoldsWithinAMinute_UntilItIsRemoved()
    {
        await using var host = await SummarizationHost.CreateAsync();
        var templates = host.Get<TenantTemplates>();
        Assert.Null(await templates.OfAsync("acme", Cancellation));
        await host.SaveAsync(new TenantTemplate { TenantId = "acme", Name = "short", Sections = "facts", Sentences = 1, MaxItems = 2, Tone = "존댓말", ChangedAt = default });

        host.Time.Advance(TimeSpan.FromMinutes(1));
        var template = await templates.OfAsync("acme", Cancellation);
        Assert.Equal("short", template!.Name);
        Assert.Contains("at most 1 sentences. Lists: at most 2 items.", template.Instructions, StringComparison.Ordinal);
        Assert.Contains("Leave empty: details, action_items, schedule, tags.", template.Instructions, StringComparison.Ordinal);
        Assert.Null(await templates.OfAsync("other", Cancellation));

        await using (var database = host.Database())
        {
            await database.TenantTemplates.ExecuteDeleteAsync(Cancellation);
        }

        Assert.NotNull(await templates.OfAsync("acme", Cancellation));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await templates.OfAsync("acme", Cancellation));
    }
}
