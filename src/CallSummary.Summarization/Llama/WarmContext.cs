using LLama.Batched;
using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>A conversation whose beginning has been read. Only the generator's loop touches it.</summary>
internal sealed class WarmContext(Conversation conversation) : IDisposable
{
    private readonly List<LLamaToken> _tokens = [];

    public Conversation Conversation { get; } = conversation;

    /// <summary>What it has read or is about to read.</summary>
    public IReadOnlyList<LLamaToken> Tokens => _tokens;

    /// <summary>When it was used last, in steps of the loop.</summary>
    public long Used { get; set; }

    /// <summary>Tokens at the start that it shares with a text.</summary>
    public int SharedWith(ReadOnlySpan<LLamaToken> tokens)
    {
        var shared = 0;
        while (shared < _tokens.Count && shared < tokens.Length && _tokens[shared] == tokens[shared])
        {
            shared++;
        }

        return shared;
    }

    public void Prompt(ReadOnlySpan<LLamaToken> tokens)
    {
        Conversation.Prompt(tokens);
        _tokens.AddRange(tokens);
    }

    /// <summary>Forgets all but the first tokens.</summary>
    public void RewindTo(int count)
    {
        if (count < _tokens.Count)
        {
            Conversation.Rewind(_tokens.Count - count);
            _tokens.RemoveRange(count, _tokens.Count - count);
        }
    }

    /// <summary>Another conversation that shares the first tokens' cells.</summary>
    public WarmContext Fork(int count)
    {
        var fork = new WarmContext(Conversation.Fork());
        fork._tokens.AddRange(_tokens);
        fork.RewindTo(count);
        return fork;
    }

    public void Dispose() => Conversation.Dispose();
}
