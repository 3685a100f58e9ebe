using CallSummary.Contracts;

namespace CallSummary.Storage.Search;

/// <summary>One call as one subscriber finds it: derived from transcript, summary and corrections, and rebuilt from them at any time.</summary>
public sealed class CallIndexEntry
{
    /// <summary>Row number; the full-text index of SQLite refers to it.</summary>
    public long Id { get; init; }

    /// <summary>The call.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The subscriber's leg.</summary>
    public required Leg Leg { get; init; }

    /// <summary>The tenant.</summary>
    public required string TenantId { get; init; }

    /// <summary>The subscriber.</summary>
    public required string SubscriberNumber { get; init; }

    /// <summary>When the call was answered.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The title, corrected.</summary>
    public required string Title { get; set; }

    /// <summary>The summary's sentences, corrected.</summary>
    public required string Summary { get; set; }

    /// <summary><c>none</c>, <c>suspicious</c> or <c>dangerous</c>.</summary>
    public required string Risk { get; set; }

    /// <summary>To-dos that are not done.</summary>
    public required int OpenActionItems { get; set; }

    /// <summary>The summary was opened.</summary>
    public required bool Read { get; set; }

    /// <summary>Everything that can be searched, folded by <see cref="SearchText"/>.</summary>
    public required string Text { get; set; }

    /// <summary>Hashes of the text's trigrams, for PostgreSQL's GIN index; SQLite has its own trigram index.</summary>
    public int[] Grams { get; set; } = [];

    /// <summary>When it was made.</summary>
    public required DateTimeOffset IndexedAt { get; set; }
}
