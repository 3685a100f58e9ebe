using System.Text;
using LLama;
using LLama.Exceptions;
using LLama.Native;

namespace CallSummary.Summarization.Llama;

/// <summary>
/// Turns messages into tokens. Text that came from a call is tokenised as plain text, apart from the template around it: whatever a
/// caller says, it never becomes a control token.
/// </summary>
internal sealed class PromptEncoder(GgufHeader header, LLamaWeights weights)
{
    private const string Slot = "\uE000slot\uE000";

    /// <summary>Encodes messages of (role, text); a fine-tuned model gets the last message's text alone.</summary>
    public LLamaToken[] Encode(IReadOnlyList<(string Role, string Text)> messages) => Encode(messages, open: false);

    /// <summary>Encodes the beginning of what <see cref="Encode(IReadOnlyList{ValueTuple{string, string}})"/> gives once the last text has grown: what comes behind that text is left out.</summary>
    public LLamaToken[] EncodeOpen(IReadOnlyList<(string Role, string Text)> messages) => Encode(messages, open: true);

    /// <summary>Tokens of a piece of transcript.</summary>
    public int Count(string text) => Tokens(text, bos: false, special: false).Length;

    private LLamaToken[] Encode(IReadOnlyList<(string Role, string Text)> messages, bool open)
    {
        var bos = weights.Vocab.ShouldAddBOS;
        if (header.AnswerToken is { } answer)
        {
            // The answer token is user-defined, which llama.cpp also recognises in plain text.
            var transcript = messages[^1].Text.Replace(answer, answer.Insert(1, " "), StringComparison.Ordinal);
            var lines = Tokens(transcript, bos, special: false);
            return open ? lines : [.. lines, .. Tokens(answer, bos: false, special: true)];
        }

        var frame = Frame([.. messages.Select(message => message.Role)]);
        var tokens = new List<LLamaToken>(Tokens(frame[0], bos, special: true));
        for (var i = 0; i < messages.Count; i++)
        {
            tokens.AddRange(Tokens(messages[i].Text, bos: false, special: false));
            if (!open || i < messages.Count - 1)
            {
                tokens.AddRange(Tokens(frame[i + 1], bos: false, special: true));
            }
        }

        return [.. tokens];
    }

    /// <summary>The template's own text before, between and behind the messages, with its thinking switched off where it has a switch.</summary>
    private string[] Frame(IReadOnlyList<string> roles)
    {
        var template = new LLamaTemplate(weights) { AddAssistant = true };
        foreach (var role in roles)
        {
            template.Add(role, Slot);
        }

        var frame = Encoding.UTF8.GetString(Apply(template)).Split(Slot);
        if (frame.Length != roles.Count + 1)
        {
            throw new ModelFileException(header.Path, "has a chat template that does not take our messages.", "Use a model with a common chat template (ChatML, Llama 3, Gemma …).");
        }

        // Qwen3 and its kin think unless the answer begins with an empty thought; their template writes one when thinking is off.
        if (header.Thinks)
        {
            frame[^1] += "<think>\n\n</think>\n\n";
        }

        return frame;
    }

    private ReadOnlySpan<byte> Apply(LLamaTemplate template)
    {
        try
        {
            return template.Apply();
        }
        catch (Exception exception) when (exception is TemplateNotFoundException or RuntimeError)
        {
            throw new ModelFileException(header.Path, "has a chat template that llama.cpp does not know.", "Use a model with a common chat template (ChatML, Llama 3, Gemma …).");
        }
    }

    private LLamaToken[] Tokens(string text, bool bos, bool special) => weights.Tokenize(text, bos, special, Encoding.UTF8);
}
