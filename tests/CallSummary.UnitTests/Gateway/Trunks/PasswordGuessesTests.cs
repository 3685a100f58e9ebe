using System.Net;
using CallSummary.Gateway;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Gateway.Trunks;

public sealed class PasswordGuessesTests
{
    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.7");

    private readonly FakeTimeProvider _time = new();
    private readonly PasswordGuesses _guesses;

    public PasswordGuessesTests() => _guesses = new PasswordGuesses(Options.Create(new GatewayOptions { Limits = new LimitOptions { MaxWrongPasswords = 3 } }), _time);

    [Fact]
    public void IsLockedOut_TooManyInAMinute_UntilTheMinuteIsOver_AndNobodyElse()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.False(_guesses.IsLockedOut(Guesser));
            _guesses.Wrong(Guesser);
        }

        Assert.True(_guesses.IsLockedOut(Guesser));
        Assert.False(_guesses.IsLockedOut(IPAddress.Parse("192.0.2.8")));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(_guesses.IsLockedOut(Guesser));
    }

    [Fact]
    public void Wrong_SeldomEnough_NeverLocksOut()
    {
        for (var i = 0; i < 100; i++)
        {
            _guesses.Wrong(Guesser);
            Assert.False(_guesses.IsLockedOut(Guesser));
            _time.Advance(TimeSpan.FromSeconds(31));
        }
    }

    [Fact]
    public void Wrong_FromEverywhere_StaysBounded()
    {
        for (var i = 0; i < 3 * PasswordGuesses.Capacity; i++)
        {
            _guesses.Wrong(new IPAddress(i));
        }

        Assert.InRange(_guesses.Count, 1, PasswordGuesses.Capacity);
    }
}
