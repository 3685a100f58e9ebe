using System.Collections.Concurrent;
using CallSummary.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallSummary.Summarization.Templates;

/// <summary>The tenants' templates: as chosen in the console, else as configured. What the console has is read again after half a minute.</summary>
internal sealed class TenantTemplates(
    IDbContextFactory<CallSummaryDbContext> contexts, IOptions<SummarizationOptions> options, TimeProvider time, ILogger<TenantTemplates> logger)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (SummaryTemplate? Template, DateTimeOffset ReadAt)> _read = new(StringComparer.Ordinal);

    /// <summary>The template of a tenant, or null when there is none.</summary>
    public async Task<SummaryTemplate?> OfAsync(string tenantId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_read.TryGetValue(tenantId, out var known) && now - known.ReadAt < Age)
        {
            return known.Template;
        }

        try
        {
            await using var database = await contexts.CreateDbContextAsync(cancellationToken);
            var stored = await database.TenantTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.TenantId == tenantId, cancellationToken);
            var template = stored is null ? SummaryTemplate.Of(options.Value, tenantId) : new SummaryTemplate(Options(stored));
            _read[tenantId] = (template, now);
            return template;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A summary in the shape of before is better than none.
            logger.TemplateUnread(tenantId, exception);
            return known.Template ?? SummaryTemplate.Of(options.Value, tenantId);
        }
    }

    private static SummaryTemplateOptions Options(Storage.Administration.TenantTemplate stored)
    {
        var template = new SummaryTemplateOptions { Name = stored.Name, Sentences = stored.Sentences, MaxItems = stored.MaxItems, Tone = stored.Tone };
        foreach (var section in stored.Sections.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            template.Sections.Add(section);
        }

        return template;
    }
}
