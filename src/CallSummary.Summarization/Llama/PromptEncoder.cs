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
    public LLamaToken[] Encode(IReadOnlyList<(string Role, string Text)> messages)
    {
        var bos = weights.Vocab.ShouldAddBOS;
        if (header.AnswerToken is { } answer)
        {
            // The answer token is user-defined, which llama.cpp also recognises in plain text.
            var transcript = messages[^1].Text.Replace(answer, answer.Insert(1, " "), StringComparison.Ordinal);
            return [.. Tokens(transcript, bos, special: false), .. Tokens(answer, bos: false, special: true)];
        }

        var template = new LLamaTemplate(weights) { AddAssistant = true };
        foreach (var (role, _) in messages)
        {
            template.Add(role, Slot);
        }

        var frame = Encoding.UTF8.GetString(Apply(template)).Split(Slot);
        if (frame.Length != messages.Count + 1)
        {
            throw new ModelFileException(header.Path, "has a chat template that does not take our messages.", "Use a model with a common chat template (ChatML, Llama 3, Gemma …).");
        }

        var tokens = new List<LLamaToken>(Tokens(frame[0], bos, special: true));
        for (var i = 0; i < messages.Count; i++)
        {
            tokens.AddRange(Tokens(messages[i].Text, bos: false, special: false));
            tokens.AddRange(Tokens(frame[i + 1], bos: false, special: true));
        }

        return [.. tokens];
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
