using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CallSummary.Contracts;
using CallSummary.Summarization.Checking;

namespace CallSummary.Summarization.Templates;

/// <summary>A tenant's shape of summaries: what an instruction model is told besides, and what is shown in the end whatever wrote it.</summary>
internal sealed class SummaryTemplate
{
    public static readonly IReadOnlyList<string> Sections = ["details", "action_items", "schedule", "facts", "tags"];

    private readonly SummaryTemplateOptions _options;
    private readonly HashSet<string> _shown;

    public SummaryTemplate(SummaryTemplateOptions options)
    {
        _options = options;
        _shown = options.Sections.Count > 0 ? [.. options.Sections] : [.. Sections];
        Instructions = Write();
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Instructions}\n{options.Sentences} {options.MaxItems}")));
    }

    public string Name => _options.Name;

    /// <summary>Of all that it prescribes, lower-case hex.</summary>
    public string Sha256 { get; }

    /// <summary>What is added to the prompt; a tenant's words are the operator's, not a caller's.</summary>
    public string Instructions { get; }

    /// <summary>The template of a tenant, or null when there is none.</summary>
    public static SummaryTemplate? Of(SummarizationOptions options, string tenantId) =>
        options.Templates.TryGetValue(tenantId, out var own) || options.Templates.TryGetValue("*", out own) ? new SummaryTemplate(own) : null;

    public SummaryContent Apply(SummaryContent content)
    {
        IReadOnlyList<T> Shown<T>(string section, IReadOnlyList<T> items) => _shown.Contains(section) ? [.. items.Take(_options.MaxItems)] : [];
        return content with
        {
            Summary = string.Join(' ', SummaryChecker.Sentences(content.Summary).Take(_options.Sentences)),
            Details = Shown("details", content.Details),
            ActionItems = Shown("action_items", content.ActionItems),
            Schedule = Shown("schedule", content.Schedule),
            Facts = Shown("facts", content.Facts),
            Tags = Shown("tags", content.Tags),
        };
    }

    private string Write()
    {
        var hidden = Sections.Where(section => !_shown.Contains(section)).ToList();
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"summary: at most {_options.Sentences} sentences. Lists: at most {_options.MaxItems} items.") };
        if (hidden.Count > 0)
        {
            lines.Add($"Leave empty: {string.Join(", ", hidden)}.");
        }

        if (_options.Tone.Length > 0)
        {
            lines.Add($"Tone: {_options.Tone}.");
        }

        return string.Join('\n', lines);
    }
}
