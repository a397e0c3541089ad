@{
    Severity     = @('Error', 'Warning', 'Information')
    ExcludeRules = @(
        # UTF-8 without a mark is what PowerShell 7 reads and all other tools want.
        'PSUseBOMForUnicodeEncodedFile'
        # It does not look into functions, which read the parameters of their script.
        'PSReviewUnusedParameter'
        # Pester's BeforeAll sets what It reads.
        'PSUseDeclaredVarsMoreThanAssignments'
        # What a script of tasks or an example says is for the person before it.
        'PSAvoidUsingWriteHost'
        # The names of parameters that everybody gives by position are noise in an example.
        'PSAvoidUsingPositionalParameters'
    )
}
