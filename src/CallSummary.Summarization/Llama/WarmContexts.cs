using LLama.Batched;
using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>
/// The conversations kept between lines of live calls, under a budget of tokens and of sequences; the least used goes first and is rebuilt when it
/// is needed. A context that begins like another is forked from it, so that the instructions are read once. Only the generator's loop touches it.
/// </summary>
/// <param name="executor">Holds the sequences.</param>
/// <param name="limits">The budget.</param>
/// <param name="isKept">Whether a key is that of a beginning which never goes.</param>
internal sealed class WarmContexts(BatchedExecutor executor, GeneratorLimits limits, Func<string, bool> isKept)
{
    private const int LeastShared = 16;

    private readonly Dictionary<string, WarmContext> _contexts = new(StringComparer.Ordinal);
    private long _clock;

    public int Tokens => _contexts.Values.Sum(context => context.Tokens.Count);

    public int Count => _contexts.Keys.Count(key => !isKept(key));

    /// <summary>Brings a context nearer to a text; true when it holds it all, or cannot be kept.</summary>
    /// <param name="key">Names the context.</param>
    /// <param name="tokens">What it shall hold.</param>
    /// <param name="most">Most tokens to read now.</param>
    public bool Extend(string key, LLamaToken[] tokens, int most)
    {
        if (tokens.Length > limits.WarmTokens || limits.WarmContexts == 0)
        {
            Drop(key);
            return true;
        }

        if (_contexts.TryGetValue(key, out var context) && context.Conversation.RequiresInference)
        {
            return false;
        }

        context = Aligned(key, tokens);
        if (context is null)
        {
            return true;
        }

        context.Used = ++_clock;
        var rest = tokens.AsSpan(context.Tokens.Count);
        if (rest.IsEmpty)
        {
            return true;
        }

        MakeRoom(key, Math.Min(most, rest.Length));
        context.Prompt(rest[..Math.Min(most, rest.Length)]);
        return context.Tokens.Count == tokens.Length;
    }

    /// <summary>Takes a context out, cut back to what it shares with the prompt, with at least one token of the prompt unread; a fresh one when there is none.</summary>
    public WarmContext Take(string? key, LLamaToken[] prompt)
    {
        if (key is not null && _contexts.TryGetValue(key, out var known) && !known.Conversation.RequiresInference && Aligned(key, prompt.AsSpan(0, prompt.Length - 1)) is { } context)
        {
            _contexts.Remove(key);
            return context;
        }

        return Best(prompt.AsSpan(0, prompt.Length - 1)) is { } origin ? origin.Context.Fork(origin.Shared) : new WarmContext(executor.Create());
    }

    /// <summary>Keeps a context that has answered, for a question that follows; nothing is kept over the budget.</summary>
    public void Return(string key, WarmContext context)
    {
        Drop(key);
        if (context.Tokens.Count > limits.WarmTokens || limits.WarmContexts == 0)
        {
            context.Dispose();
            return;
        }

        context.Used = ++_clock;
        MakeRoom(key, context.Tokens.Count);
        _contexts[key] = context;
    }

    public void Drop(string key)
    {
        if (_contexts.Remove(key, out var context))
        {
            context.Dispose();
        }
    }

    private WarmContext? Aligned(string key, ReadOnlySpan<LLamaToken> tokens)
    {
        if (_contexts.TryGetValue(key, out var context))
        {
            var shared = context.SharedWith(tokens);
            if (shared == context.Tokens.Count || limits.CanRewind)
            {
                context.RewindTo(shared);
                return context;
            }

            // A recurrent state cannot go back: it is read again.
            Drop(key);
        }

        MakeRoom(key, 0);
        if (!isKept(key) && Count >= limits.WarmContexts)
        {
            return null;
        }

        context = Best(tokens) is { } origin ? origin.Context.Fork(origin.Shared) : new WarmContext(executor.Create());
        _contexts[key] = context;
        return context;
    }

    private (WarmContext Context, int Shared)? Best(ReadOnlySpan<LLamaToken> tokens)
    {
        (WarmContext Context, int Shared)? best = null;
        foreach (var context in _contexts.Values.Where(context => limits.CanFork && !context.Conversation.RequiresInference))
        {
            var shared = context.SharedWith(tokens);
            if (shared >= LeastShared && shared > (best?.Shared ?? 0) && (limits.CanRewind || shared == context.Tokens.Count))
            {
                best = (context, shared);
            }
        }

        return best;
    }

    private void MakeRoom(string key, int tokens)
    {
        var isNew = !_contexts.ContainsKey(key) && !isKept(key);
        while (Tokens + tokens > limits.WarmTokens || Count >= limits.WarmContexts + (isNew ? 0 : 1))
        {
            // What still waits in a batch holds its sequence.
            var oldest = _contexts.Where(pair => pair.Key != key && !isKept(pair.Key) && !pair.Value.Conversation.RequiresInference).OrderBy(pair => pair.Value.Used).Select(pair => pair.Key).FirstOrDefault();
            if (oldest is null)
            {
                return;
            }

            Drop(oldest);
        }
    }
}
